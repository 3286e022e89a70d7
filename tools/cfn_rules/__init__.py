"""What template.yaml may never lack: rules of our own for cfn-lint, `cfn-lint --append-rules tools/cfn_rules`."""
