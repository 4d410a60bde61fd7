"""What people type who have not learned the notation, read as a line of it: the strict parser goes first."""
