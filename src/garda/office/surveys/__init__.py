"""Surveys in the office: filling in for those who ask, sheets of paper, flagged answers, instruments."""
