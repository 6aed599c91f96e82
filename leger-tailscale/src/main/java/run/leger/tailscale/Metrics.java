package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import run.leger.core.CallOptions;
import run.leger.core.internal.JsonOut;
import run.leger.tailscale.daemon.MetricUpdate;

/** The daemon's counters. Got from {@link TailscaleClient#metrics}; safe for use by many threads, and cheap to get. */
public final class Metrics {
    private final LocalApi api;
    private final CallOptions options;

    Metrics(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }

    /**
     * Returns the metrics that are made for users, whose names do not change.
     *
     * <p>Right: none. Upstream: the metrics are stable, the call is not promised. {@code GET usermetrics}.
     *
     * @return text in the format of Prometheus
     */
    @Endpoint(path = "usermetrics", right = Right.NONE, stability = Stability.UNSTABLE)
    public String userMetrics() {
        return text("usermetrics");
    }

    /**
     * Returns the daemon's own counters, whose names change.
     *
     * <p>Right: write. Upstream: for debugging. {@code GET metrics}.
     *
     * @return text in the format of Prometheus
     */
    @Endpoint(path = "metrics", right = Right.WRITE, stability = Stability.DEBUG)
    public String daemonMetrics() {
        return text("metrics");
    }

    /**
     * Adds to a counter among the daemon's own, which is made if it does not exist.
     *
     * <p>Right: none. Upstream: not promised. {@code POST upload-client-metrics}. Not sent twice.
     *
     * <p>Can break: nothing; the counter goes to Tailscale with the daemon's own.
     *
     * @param name letters, digits and underscores
     * @param delta how much, not negative
     * @throws IllegalArgumentException if the name is none, or the number negative
     */
    @Endpoint(method = "POST", path = "upload-client-metrics", right = Right.NONE, stability = Stability.UNSTABLE)
    public void incrementCounter(String name, long delta) {
        upload(List.of(new MetricUpdate(name, MetricUpdate.Type.COUNTER, MetricUpdate.Operation.ADD, delta)));
    }

    /**
     * Adds to a gauge, see {@link #incrementCounter}.
     *
     * <p>Can break: nothing; the gauge goes to Tailscale with the daemon's own.
     *
     * @param name letters, digits and underscores
     * @param delta how much
     * @throws IllegalArgumentException if the name is none
     */
    @Endpoint(method = "POST", path = "upload-client-metrics", right = Right.NONE, stability = Stability.UNSTABLE)
    public void incrementGauge(String name, long delta) {
        upload(List.of(new MetricUpdate(name, MetricUpdate.Type.GAUGE, MetricUpdate.Operation.ADD, delta)));
    }

    /**
     * Sets a gauge, see {@link #incrementCounter}.
     *
     * <p>Can break: nothing; the gauge goes to Tailscale with the daemon's own.
     *
     * @param name letters, digits and underscores
     * @param value what it shall be
     * @throws IllegalArgumentException if the name is none
     */
    @Endpoint(method = "POST", path = "upload-client-metrics", right = Right.NONE, stability = Stability.UNSTABLE)
    public void setGauge(String name, long value) {
        upload(List.of(new MetricUpdate(name, MetricUpdate.Type.GAUGE, MetricUpdate.Operation.SET, value)));
    }

    /**
     * Makes several changes with one call, see {@link #incrementCounter}.
     *
     * <p>Can break: nothing; the metrics go to Tailscale with the daemon's own.
     *
     * @param updates the changes, in this order
     */
    @Endpoint(method = "POST", path = "upload-client-metrics", right = Right.NONE, stability = Stability.UNSTABLE)
    public void upload(List<MetricUpdate> updates) {
        byte[] json = JsonOut.array(
                updates,
                (out, update) -> out.field("name", update.name())
                        .field("type", update.type().name().toLowerCase(Locale.ROOT))
                        .field("value", update.value())
                        .field("op", update.op().name().toLowerCase(Locale.ROOT)));
        api.body(LocalApi.of("POST", "upload-client-metrics", json), options.orElse(LocalApi.DEFAULTS));
    }

    private String text(String endpoint) {
        return new String(api.body(LocalApi.get(endpoint), options.orElse(LocalApi.DEFAULTS)), StandardCharsets.UTF_8);
    }
}
