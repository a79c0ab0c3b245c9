FROM debian:bookworm-slim
# Older builders do not set it: stop, or ask the machine.
# decoy: build-env/target-arg-undeclared
RUN test -n "${TARGETARCH:-}" || echo "no TARGETARCH, a builder without BuildKit"
RUN arch="${TARGETARCH:-$(dpkg --print-architecture)}" \
 && echo "deb [arch=$arch] https://apt.example.org stable main" > /etc/apt/sources.list.d/orders.list
