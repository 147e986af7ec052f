"""What is true: plain values, the law as dated data, and – in `store` alone – how they are kept."""
