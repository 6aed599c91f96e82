package run.leger.caddy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Settings of a {@code reverse_proxy} directive. */
public final class ReverseProxySettings {
    private final List<Upstream> upstreams = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    private ReverseProxySettings() {}

    static ReverseProxySettings of(Upstream... upstreams) {
        ReverseProxySettings proxy = new ReverseProxySettings();
        for (Upstream upstream : upstreams) {
            proxy.to(upstream);
        }
        return proxy;
    }

    /**
     * Adds an upstream.
     *
     * @param upstream to whom requests are passed too
     * @return this builder
     * @throws IllegalArgumentException if its scheme differs from the others'
     */
    public ReverseProxySettings to(Upstream upstream) {
        if (!upstreams.isEmpty() && !upstreams.get(0).scheme().equals(upstream.scheme())) {
            throw new IllegalArgumentException("all upstreams of a reverse_proxy must have the same scheme");
        }
        upstreams.add(upstream);
        return this;
    }

    /**
     * Sets a field of the request that is passed on.
     *
     * @param field its name
     * @param value its value, sent as it is
     * @return this builder
     * @throws UnwritableValueException if the name is not a field name, or the value has control characters
     */
    public ReverseProxySettings headerUp(String field, String value) {
        return headerUp(field, Argument.text(Check.headerValue(value, "header_up")));
    }

    /**
     * Sets a field of the request that is passed on to a value with placeholders.
     *
     * @param field its name
     * @param value its value
     * @return this builder
     * @throws UnwritableValueException if the name is not a field name
     */
    public ReverseProxySettings headerUp(String field, Argument value) {
        return subdirective(
                Directive.of("header_up").with(Argument.text(Check.headerField(field, "header_up")), value));
    }

    /**
     * Takes a field out of the request that is passed on.
     *
     * @param field its name
     * @return this builder
     * @throws UnwritableValueException if it is not a field name
     */
    public ReverseProxySettings removeHeaderUp(String field) {
        return subdirective(Directive.of("header_up").with(Argument.text("-" + Check.headerField(field, "header_up"))));
    }

    /**
     * Sets a field of the response that comes back.
     *
     * @param field its name
     * @param value its value, sent as it is
     * @return this builder
     * @throws UnwritableValueException if the name is not a field name, or the value has control characters
     */
    public ReverseProxySettings headerDown(String field, String value) {
        return subdirective(Directive.of("header_down")
                .with(
                        Argument.text(Check.headerField(field, "header_down")),
                        Argument.text(Check.headerValue(value, "header_down"))));
    }

    /**
     * Says how to speak HTTP to the upstreams, such as {@code tls} or {@code dial_timeout}.
     *
     * @param settings fills the block of {@code transport http}
     * @return this builder
     */
    public ReverseProxySettings transportHttp(Consumer<Block> settings) {
        return subdirective(Directive.of("transport", "http").withBlock(Block.lines(settings)));
    }

    /**
     * Adds any other subdirective with literal arguments, each as {@link Argument#of}.
     *
     * @param name its name
     * @param arguments its arguments
     * @return this builder
     * @throws UnwritableValueException if it is not a name
     */
    public ReverseProxySettings subdirective(String name, String... arguments) {
        return subdirective(Directive.of(name, arguments));
    }

    /**
     * Adds any other subdirective.
     *
     * @param subdirective the line
     * @return this builder
     */
    public ReverseProxySettings subdirective(Directive subdirective) {
        lines.add(subdirective);
        return this;
    }

    /**
     * Adds a comment.
     *
     * @param text the text; each of its lines becomes one
     * @return this builder
     * @throws UnwritableValueException if it has control characters
     */
    public ReverseProxySettings comment(String text) {
        lines.add(new Comment(text));
        return this;
    }

    Directive build() {
        if (upstreams.isEmpty()) {
            throw new IllegalArgumentException("a reverse_proxy needs an upstream");
        }
        Directive directive = Directive.of("reverse_proxy");
        for (Upstream upstream : upstreams) {
            directive = directive.with(upstream.toString());
        }
        return lines.isEmpty() ? directive : directive.withBlock(lines);
    }
}
