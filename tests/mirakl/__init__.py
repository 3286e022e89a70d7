"""The double of Mirakl, by what its documentation says."""
