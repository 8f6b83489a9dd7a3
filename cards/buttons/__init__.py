"""What the buttons carry: a class for each verb, in a module for each room."""
