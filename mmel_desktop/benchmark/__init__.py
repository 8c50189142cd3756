"""What explanations are worth and what they cost: metrics, rivals, runners; anybody can rerun them."""
