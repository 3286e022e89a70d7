"""The adapters, against doubles of the outside world, over real sockets."""
