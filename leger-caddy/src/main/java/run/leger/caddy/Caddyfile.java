package run.leger.caddy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.syntax.SyntaxTree;

/**
 * A Caddyfile: global options, snippets, named routes, imports and sites in their order.
 *
 * <p>{@link #render} writes it so that no value becomes syntax, in the layout of {@code caddy fmt}.
 *
 * <pre>{@code
 * String text = Caddyfile.builder()
 *         .global(g -> g.admin("unix//run/caddy/admin.sock"))
 *         .site("ai.tail1234.ts.net", s -> s
 *                 .reverseProxy(Upstream.of("openwebui:3000"))
 *                 .tls(t -> t.getCertificateTailscale()))
 *         .build()
 *         .render();
 * }</pre>
 *
 *
 * <p>{@link #of} reads one. What was read is written again with the same tokens, so it means the same. Whether directives exist and what their
 * arguments may be is a matter of {@code run.leger.caddy.standard}. Immutable.
 */
public final class Caddyfile {
    private final List<Section> sections;

    /**
     * Makes a Caddyfile of sections as they are.
     *
     * @param sections comments, global options, snippets, named routes, imports and sites in their order
     */
    public Caddyfile(List<? extends Section> sections) {
        this.sections = List.copyOf(sections);
    }

    /**
     * Reads a Caddyfile from its syntax tree. Imports and environment spans are kept as they are written, and so are comments, which get lines of
     * their own.
     *
     * @param tree the tree
     * @return the Caddyfile
     * @throws InvalidCaddyfileException with the first hundred places that are no Caddyfile: addresses that are none, text after a block, more
     *     than a hundred blocks in one another
     */
    public static Caddyfile of(SyntaxTree tree) {
        return new TreeReader(tree).read();
    }

    /**
     * Returns what the file consists of.
     *
     * @return the sections in their order, unmodifiable
     */
    public List<Section> sections() {
        return sections;
    }

    /**
     * Returns the lines of the global options.
     *
     * @return options, imports and comments, unmodifiable; empty where there is no such block
     */
    public List<Line> globalOptions() {
        return only(Options.class).stream()
                .flatMap(options -> options.lines().stream())
                .toList();
    }

    /**
     * Returns the sites.
     *
     * @return the sites in their order, unmodifiable; without those that imports bring
     */
    public List<Site> sites() {
        return only(Site.class);
    }

    /**
     * Returns the snippets that the file defines.
     *
     * @return the snippets in their order, unmodifiable
     */
    public List<Snippet> snippets() {
        return only(Snippet.class);
    }

    /**
     * Returns the named routes.
     *
     * @return the named routes in their order, unmodifiable
     */
    public List<NamedRoute> namedRoutes() {
        return only(NamedRoute.class);
    }

    private <S extends Section> List<S> only(Class<S> kind) {
        return sections.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void refuseDoubles() {
        refuseDoubles(namedRoutes().stream().map(NamedRoute::name).toList(), "two named routes of one name");
        refuseDoubles(snippets().stream().map(Snippet::name).toList(), "two snippets of one name");
        Set<Place> seen = new HashSet<>();
        for (Site site : sites()) {
            for (Listener listener : Listener.of(site)) {
                for (SiteAddress address : site.addresses()) {
                    if (!seen.add(new Place(address, listener))) {
                        throw new IllegalArgumentException("two sites for the address " + address);
                    }
                }
            }
        }
    }

    private static void refuseDoubles(List<String> names, String reason) {
        if (Set.copyOf(names).size() < names.size()) {
            throw new IllegalArgumentException(reason);
        }
    }

    /** Where requests for an address come in. */
    private record Place(SiteAddress address, Listener listener) {}

    /** One address of a {@code bind}, with the block of that line; both are null where a site listens as all others do. */
    private record Listener(
            @Nullable Argument address, @Nullable List<Line> block) {
        static Set<Listener> of(Site site) {
            Set<Listener> listeners = new HashSet<>();
            for (Line line : site.lines()) {
                if (line instanceof Directive bind && bind.name().equals("bind")) {
                    bind.arguments()
                            .forEach(address -> listeners.add(
                                    new Listener(address, bind.block().orElse(null))));
                }
            }
            return listeners.isEmpty() ? Set.of(new Listener(null, null)) : listeners;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Caddyfile that && sections.equals(that.sections);
    }

    @Override
    public int hashCode() {
        return sections.hashCode();
    }

    /** Returns the number of sections; what is in them may be secret. */
    @Override
    public String toString() {
        return "Caddyfile[" + sections.size() + " sections]";
    }

    /**
     * Starts a Caddyfile.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the text of a main Caddyfile for any release of Caddy, as {@code caddy fmt} leaves it, with LF at its end. The same Caddyfile always gives the same text.
     *
     * @return the text; a Caddyfile with nothing in it gives a single LF
     * @throws UnwritableValueException if a value cannot stand where it is
     */
    public String render() {
        return render(CaddyVersion.ANY);
    }

    /**
     * Returns the text of a main Caddyfile for one release of Caddy, which may read what others do not: from 2.11.9 on a quoted brace is text.
     *
     * @param version the release
     * @return the text; a Caddyfile with nothing in it gives a single LF
     * @throws UnwritableValueException if a value cannot stand where it is
     */
    public String render(CaddyVersion version) {
        return new CaddyfileWriter(0, version).write(this);
    }

    /**
     * Returns the text of a file that another Caddyfile reads with {@code import}, which takes one backslash away before every brace. It may have
     * no global options.
     *
     * @return the text
     * @throws IllegalStateException if there are global options, which must stand in the main file
     * @throws UnwritableValueException if a value cannot stand where it is
     */
    public String renderForImport() {
        if (!only(Options.class).isEmpty()) {
            throw new IllegalStateException("global options must stand in the main Caddyfile, not in an imported one");
        }
        return new CaddyfileWriter(1, CaddyVersion.ANY).write(this);
    }

    /** Collects the parts of a Caddyfile. */
    public static final class Builder {
        private final List<Comment> comments = new ArrayList<>();
        private final GlobalOptions global = new GlobalOptions();
        private final List<Section> sections = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a comment at the top of the file.
         *
         * @param text the text; each of its lines becomes one
         * @return this builder
         * @throws UnwritableValueException if it has control characters
         */
        public Builder comment(String text) {
            comments.add(new Comment(text));
            return this;
        }

        /**
         * Sets global options; called again, it adds to them.
         *
         * @param options sets them
         * @return this builder
         */
        public Builder global(Consumer<GlobalOptions> options) {
            options.accept(global);
            return this;
        }

        /**
         * Adds a site.
         *
         * @param address {@code [scheme://][host][:port]}, as {@link SiteAddress#of} takes it
         * @param directives fills the site
         * @return this builder
         * @throws UnwritableValueException if it is not an address
         */
        public Builder site(String address, Consumer<Site.Builder> directives) {
            return site(SiteAddress.of(address), directives);
        }

        /**
         * Adds a site.
         *
         * @param address its address
         * @param directives fills the site
         * @return this builder
         */
        public Builder site(SiteAddress address, Consumer<Site.Builder> directives) {
            return site(List.of(address), directives);
        }

        /**
         * Adds a site with several addresses.
         *
         * @param addresses its addresses, at least one
         * @param directives fills the site
         * @return this builder
         * @throws IllegalArgumentException if there is no address
         */
        public Builder site(List<SiteAddress> addresses, Consumer<Site.Builder> directives) {
            Site.Builder site = new Site.Builder(addresses);
            directives.accept(site);
            return section(site.build());
        }

        /**
         * Adds lines that {@link Import#of imports} put in their places.
         *
         * @param name the name of the snippet
         * @param directives fills it
         * @return this builder
         * @throws UnwritableValueException if no spelling can carry the name, as with a comma in it
         */
        public Builder snippet(String name, Consumer<Site.Builder> directives) {
            return section(new Snippet(name, lines(directives)));
        }

        /**
         * Adds directives that sites run with {@code invoke}.
         *
         * @param name the name of the route
         * @param directives fills it
         * @return this builder
         * @throws UnwritableValueException if no spelling can carry the name, as with a comma in it
         */
        public Builder namedRoute(String name, Consumer<Route> directives) {
            return section(new NamedRoute(name, Route.lines(directives)));
        }

        private static List<Line> lines(Consumer<Site.Builder> directives) {
            Site.Builder lines = new Site.Builder(List.of());
            directives.accept(lines);
            return lines.lines;
        }

        /**
         * Adds a section: a snippet, a named route, an import, a site or a comment between them.
         *
         * @param section the section
         * @return this builder
         * @throws IllegalArgumentException if it is a block of global options, for which there is {@link #global}
         */
        public Builder section(Section section) {
            if (section instanceof Options) {
                throw new IllegalArgumentException("global options are set with global(...)");
            }
            sections.add(section);
            return this;
        }

        /**
         * Makes the Caddyfile, and checks that it can be written.
         *
         * @return the Caddyfile
         * @throws UnwritableValueException if a value cannot stand where it is
         * @throws IllegalArgumentException if two sites have the same address on the same listener, or two named routes or snippets the
         *     same name
         */
        public Caddyfile build() {
            List<Section> all = new ArrayList<>(comments);
            if (!global.lines().isEmpty()) {
                all.add(new Options(global.lines()));
            }
            all.addAll(sections);
            Caddyfile caddyfile = new Caddyfile(all);
            caddyfile.refuseDoubles();
            caddyfile.render();
            return caddyfile;
        }
    }
}
