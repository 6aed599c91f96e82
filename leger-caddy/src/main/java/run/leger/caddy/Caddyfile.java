package run.leger.caddy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A Caddyfile: comments at its top, global options, and sites in their order.
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
 * @param comments comments at the top
 * @param globalOptions the lines of the global options; empty for no such block
 * @param sites the sites
 */
public record Caddyfile(List<Comment> comments, List<Line> globalOptions, List<Site> sites) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if two sites have the same address, which Caddy refuses
     */
    public Caddyfile {
        comments = List.copyOf(comments);
        globalOptions = List.copyOf(globalOptions);
        sites = List.copyOf(sites);
        Set<SiteAddress> seen = new HashSet<>();
        for (Site site : sites) {
            for (SiteAddress address : site.addresses()) {
                if (!seen.add(address)) {
                    throw new IllegalArgumentException("two sites for the address " + address);
                }
            }
        }
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
     * Returns the text of a main Caddyfile, as {@code caddy fmt} leaves it, with LF at its end. The same Caddyfile always gives the same text.
     *
     * @return the text; a Caddyfile with nothing in it gives a single LF
     * @throws UnwritableValueException if a value cannot stand where it is
     */
    public String render() {
        return new CaddyfileWriter(0).write(this);
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
        if (!globalOptions.isEmpty()) {
            throw new IllegalStateException("global options must stand in the main Caddyfile, not in an imported one");
        }
        return new CaddyfileWriter(1).write(this);
    }

    /** Collects the parts of a Caddyfile. */
    public static final class Builder {
        private final List<Comment> comments = new ArrayList<>();
        private final GlobalOptions global = new GlobalOptions();
        private final List<Site> sites = new ArrayList<>();

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
            sites.add(site.build());
            return this;
        }

        /**
         * Makes the Caddyfile, and checks that it can be written.
         *
         * @return the Caddyfile
         * @throws UnwritableValueException if a value cannot stand where it is
         * @throws IllegalArgumentException if two sites have the same address
         */
        public Caddyfile build() {
            Caddyfile caddyfile = new Caddyfile(comments, global.lines(), sites);
            caddyfile.render();
            return caddyfile;
        }
    }
}
