"""Markets of gas and oil: hubs, pipes, balances, sales, contracts and storage."""
