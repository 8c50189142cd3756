"""The audit PDF: what it says, how it is drawn, the evidence inside it, and its verification."""
