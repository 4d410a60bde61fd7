"""What units mean, and quantities as text."""
