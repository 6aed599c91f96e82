package run.leger.caddy.grammar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that can stand in Caddyfiles: directives, request matchers, global options. Immutable. */
public final class Grammar {
    private final Map<String, DirectiveType> directives = new LinkedHashMap<>();
    private final Map<String, Setting<?>> options = new LinkedHashMap<>();
    private final Map<String, Setting<?>> matchers = new LinkedHashMap<>();

    /**
     * Makes a grammar.
     *
     * @param directives the directives of sites
     * @param matchers the request matchers
     * @param options the global options
     */
    public Grammar(List<DirectiveType> directives, List<Setting<?>> matchers, List<Setting<?>> options) {
        directives.forEach(type -> this.directives.put(type.name(), type));
        matchers.forEach(matcher -> this.matchers.put(matcher.name(), matcher));
        options.forEach(option -> this.options.put(option.name(), option));
    }

    /**
     * Returns this grammar with a plugin's directives.
     *
     * @param more directives
     * @return a new grammar
     */
    public Grammar with(DirectiveType... more) {
        List<DirectiveType> all = new ArrayList<>(directives());
        all.addAll(List.of(more));
        return new Grammar(all, matchers(), options());
    }

    /**
     * Returns a directive.
     *
     * @param name its name
     * @return the type, empty where there is none of that name
     */
    public Optional<DirectiveType> directive(String name) {
        return Optional.ofNullable(directives.get(name));
    }

    /**
     * Returns a request matcher.
     *
     * @param name its name
     * @return the shape of its line, empty where there is none of that name
     */
    public Optional<Setting<?>> matcher(String name) {
        return Optional.ofNullable(matchers.get(name));
    }

    /**
     * Returns a global option.
     *
     * @param name its name
     * @return the shape of its line, empty where there is none of that name
     */
    public Optional<Setting<?>> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /**
     * Returns the directives.
     *
     * @return all of them
     */
    public List<DirectiveType> directives() {
        return List.copyOf(directives.values());
    }

    /**
     * Returns the request matchers.
     *
     * @return all of them
     */
    public List<Setting<?>> matchers() {
        return List.copyOf(matchers.values());
    }

    /**
     * Returns the global options.
     *
     * @return all of them
     */
    public List<Setting<?>> options() {
        return List.copyOf(options.values());
    }
}
