"""What it costs to find a unit or an agency in a register of a whole country."""
