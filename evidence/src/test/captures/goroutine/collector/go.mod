module example.com/otelcol-small

go 1.25.0
