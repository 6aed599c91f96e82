package run.leger.caddy;

import java.util.List;
import java.util.function.Consumer;

/**
 * A site: addresses, and what Caddy does with requests to them.
 *
 * @param addresses for which addresses, at least one
 * @param lines directives and comments in their order
 */
public record Site(List<SiteAddress> addresses, List<Line> lines) implements Section {
    /**
     * Copies both lists.
     *
     * @throws IllegalArgumentException if there is no address: Caddy would take the site for the global options
     */
    public Site {
        addresses = List.copyOf(addresses);
        lines = List.copyOf(lines);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a site needs an address");
        }
    }

    /** Collects the directives of a site. */
    public static final class Builder extends Directives<Builder> {
        private final List<SiteAddress> addresses;

        Builder(List<SiteAddress> addresses) {
            this.addresses = addresses;
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Says where certificates come from.
         *
         * @param settings chooses the source
         * @return this builder
         */
        public Builder tls(Consumer<Tls> settings) {
            Tls tls = new Tls();
            settings.accept(tls);
            return directive(tls.build());
        }

        /**
         * Listens on these addresses only. The host of a site address does not do that.
         *
         * @param addresses IP addresses, host names, or {@code unix//absolute/path}; at least one
         * @return this builder
         * @throws IllegalArgumentException if there is none: Caddy would forget the site
         * @throws UnwritableValueException if one is none of these
         */
        public Builder bind(String... addresses) {
            if (addresses.length == 0) {
                throw new IllegalArgumentException("a bind needs an address");
            }
            String[] checked = addresses.clone();
            for (int i = 0; i < checked.length; i++) {
                checked[i] = Check.listener(checked[i], "bind, argument " + (i + 1), false);
            }
            return directive("bind", checked);
        }

        /**
         * Adds a group of directives that run after an error.
         *
         * @param statuses for which, such as 404; none for all
         * @param inner fills the group
         * @return this builder
         * @throws UnwritableValueException if a status is not one
         */
        public Builder handleErrors(List<Integer> statuses, Consumer<Route> inner) {
            Directive head = Directive.of("handle_errors");
            for (int status : statuses) {
                head = head.with(Integer.toString(Check.status(status, "handle_errors")));
            }
            return directive(head.withBlock(Route.lines(inner)));
        }

        Site build() {
            return new Site(addresses, lines);
        }
    }
}
