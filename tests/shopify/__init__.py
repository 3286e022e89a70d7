"""The double of Shopify, held against what is known of Shopify: plain HTTP, none of our client."""
