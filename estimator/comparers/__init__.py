"""What sets predictions beside what real servers measure."""
