"""How much a claim's origins say about its truth: three weights and a beginning, fitted on Emergent."""
