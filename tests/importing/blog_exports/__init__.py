"""Tests of exports of services for blogs."""
