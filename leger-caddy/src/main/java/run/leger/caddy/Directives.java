package run.leger.caddy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Collects directives in their order. A text that is given as an argument never becomes a matcher: where Caddy could take it for one, {@code *}
 * is written before it.
 *
 * @param <B> the type that collects
 */
public abstract sealed class Directives<B extends Directives<B>> permits Site.Builder, Route {
    final List<Line> lines = new ArrayList<>();

    Directives() {}

    abstract B self();

    /**
     * Adds a directive with literal arguments, each as {@link Argument#of}.
     *
     * @param name its name
     * @param arguments its arguments
     * @return this builder
     * @throws UnwritableValueException if it is not a name
     */
    public B directive(String name, String... arguments) {
        return directive(Directive.of(name, arguments));
    }

    /**
     * Adds a directive.
     *
     * @param directive the directive
     * @return this builder
     */
    public B directive(Directive directive) {
        lines.add(directive.guarded());
        return self();
    }

    /**
     * Adds a directive with a block of subdirectives.
     *
     * @param directive name and arguments
     * @param block fills the block
     * @return this builder
     * @throws IllegalArgumentException if its block would hold directives: there are methods of their own for these
     */
    public B directive(Directive directive, Consumer<Block> block) {
        if (Handlers.isContainer(directive.name())) {
            throw new IllegalArgumentException("the block of " + directive.name()
                    + " holds directives: use handle(...), handlePath(...), handleErrors(...) or route(...)");
        }
        return directive(directive.withBlock(Block.lines(block)));
    }

    /**
     * Adds a comment.
     *
     * @param text the text; each of its lines becomes one
     * @return this builder
     * @throws UnwritableValueException if it has control characters
     */
    public B comment(String text) {
        lines.add(new Comment(text));
        return self();
    }

    /**
     * Puts a snippet or files in this place.
     *
     * @param line what, and with which arguments
     * @return this builder
     */
    public B importing(Import line) {
        lines.add(line);
        return self();
    }

    /**
     * Passes requests on.
     *
     * @param upstreams to whom; all of one scheme
     * @return this builder
     * @throws IllegalArgumentException if there is none, or they differ in scheme
     */
    public B reverseProxy(Upstream... upstreams) {
        return directive(ReverseProxySettings.of(upstreams).build());
    }

    /**
     * Passes requests on, with settings.
     *
     * @param upstream to whom
     * @param settings sets headers, transport and the rest, and adds more upstreams
     * @return this builder
     */
    public B reverseProxy(Upstream upstream, Consumer<ReverseProxySettings> settings) {
        ReverseProxySettings proxy = ReverseProxySettings.of(upstream);
        settings.accept(proxy);
        return directive(proxy.build());
    }

    /**
     * Answers every request that comes here.
     *
     * @param body the text, sent as it is
     * @param status the HTTP status
     * @return this builder
     * @throws UnwritableValueException if the status is not one
     */
    public B respond(String body, int status) {
        return directive(Directive.of("respond")
                .on(Matcher.any())
                .with(Argument.text(body), Argument.of(Integer.toString(Check.status(status, "respond")))));
    }

    /**
     * Answers every request that comes here with an empty body.
     *
     * @param status the HTTP status
     * @return this builder
     * @throws UnwritableValueException if the status is not one
     */
    public B respond(int status) {
        return directive(
                Directive.of("respond").on(Matcher.any()).with(Integer.toString(Check.status(status, "respond"))));
    }

    /**
     * Sets a field of the response.
     *
     * @param field its name
     * @param value its value, sent as it is
     * @return this builder
     * @throws UnwritableValueException if the name is not a field name, or the value has control characters
     */
    public B header(String field, String value) {
        return headerLine(Check.headerField(field, "header"), value);
    }

    /**
     * Adds a field to the response, beside those of the same name.
     *
     * @param field its name
     * @param value its value, sent as it is
     * @return this builder
     * @throws UnwritableValueException if the name is not a field name, or the value has control characters
     */
    public B addHeader(String field, String value) {
        return headerLine("+" + Check.headerField(field, "header"), value);
    }

    /**
     * Sets a field of the response where it has none of that name.
     *
     * @param field its name
     * @param value its value, sent as it is
     * @return this builder
     * @throws UnwritableValueException if the name is not a field name, or the value has control characters
     */
    public B defaultHeader(String field, String value) {
        return headerLine("?" + Check.headerField(field, "header"), value);
    }

    /**
     * Takes a field out of the response.
     *
     * @param field its name
     * @return this builder
     * @throws UnwritableValueException if it is not a field name
     */
    public B removeHeader(String field) {
        return directive(
                Directive.of("header").on(Matcher.any()).with(Argument.text("-" + Check.headerField(field, "header"))));
    }

    private B headerLine(String operation, String value) {
        return directive(Directive.of("header")
                .on(Matcher.any())
                .with(Argument.text(operation), Argument.text(Check.headerValue(value, "header"))));
    }

    /**
     * Adds a group of directives for certain requests. Of the groups beside each other only the first that matches runs.
     *
     * @param matcher which requests
     * @param inner fills the group
     * @return this builder
     */
    public B handle(Matcher matcher, Consumer<Route> inner) {
        return directive(Directive.of("handle").on(matcher).withBlock(Route.lines(inner)));
    }

    /**
     * Adds a group of directives for all requests that no group before it takes.
     *
     * @param inner fills the group
     * @return this builder
     */
    public B handle(Consumer<Route> inner) {
        return directive(Directive.of("handle").withBlock(Route.lines(inner)));
    }

    /**
     * Adds a group of directives for a path, which is taken off the request's path for them.
     *
     * @param pattern the path, such as {@code /api/*}
     * @param inner fills the group
     * @return this builder
     * @throws UnwritableValueException if it is not a path from a slash
     */
    public B handlePath(String pattern, Consumer<Route> inner) {
        return directive(
                Directive.of("handle_path", Matcher.path(pattern).token()).withBlock(Route.lines(inner)));
    }

    /**
     * Adds a group of directives that run in their written order, where Caddy would sort them elsewhere.
     *
     * @param inner fills the group
     * @return this builder
     */
    public B route(Consumer<Route> inner) {
        return directive(Directive.of("route").withBlock(Route.lines(inner)));
    }
}
