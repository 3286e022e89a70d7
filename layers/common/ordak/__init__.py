"""What two or more of Ordak's functions share."""

VERSION = "0.1.0"
