"""One module per command of `amends`; `amends.cli` names them all."""
