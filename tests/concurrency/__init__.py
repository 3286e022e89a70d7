"""Two and more at once, in lock-step: nobody sleeps, everybody waits for a lock that is seen."""
