package run.leger.caddy.standard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import run.leger.caddy.Argument;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.CaddyfileProblem.Severity;
import run.leger.caddy.Directive;
import run.leger.caddy.Line;
import run.leger.caddy.Site;
import run.leger.caddy.SiteAddress;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.syntax.Token;

/** What site addresses say of each other: ports, schemes, and who listens where. */
final class SiteRules {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final Pattern NO_SUBJECT = Pattern.compile("[()\\[\\]{}<> \t\n\"\\\\!@#$%^&|;'+=]");
    /** These global options, or these words in a site's {@code tls}, name an issuer, and then any name will do. */
    private static final Set<String> GLOBAL_ISSUERS = Set.of("cert_issuer", "local_certs");

    private static final Set<String> SITE_ISSUERS = Set.of(
            "issuer",
            "ca",
            "ca_root",
            "dns",
            "eab",
            "resolvers",
            "propagation_delay",
            "propagation_timeout",
            "dns_ttl",
            "dns_challenge_override_domain");
    /** These make a policy for connections, which only servers with HTTPS have. */
    private static final Set<String> CONNECTION_SETTINGS =
            Set.of("protocols", "ciphers", "curves", "alpn", "client_auth", "insecure_secrets_log");

    /** Of the connections to any name. */
    private static final Set<String> CATCH_ALL_NAMES = Set.of("default_sni", "fallback_sni");

    private final Report report;
    private final List<Line> options;
    private final List<Directive> defaultBinds;
    private final boolean anyIssuer;
    private final boolean anyNames;
    private final List<Facts> sites = new ArrayList<>();
    private final int httpPort;
    private final int httpsPort;

    /**
     * What a site says of its addresses.
     *
     * @param places where it listens, as {@code address|protocol}, or empty where that depends on the environment
     * @param issuer whether its {@code tls} names an issuer
     * @param tls whether it has {@code tls}
     * @param setsConnections whether its {@code tls} makes a policy for connections
     * @param forces whether its {@code tls} makes one for names
     */
    private record Facts(
            Site site,
            Optional<List<String>> places,
            boolean issuer,
            boolean tls,
            boolean setsConnections,
            boolean forces) {}

    /**
     * Sites that listen on the same places together, and nobody else there: what is wrong there is so in each of the places.
     *
     * @param sites their indexes
     * @param portless sockets and descriptors have no ports
     */
    private record Group(List<Integer> sites, boolean portless) {}

    /** One address of a site. */
    private record Key(Facts site, SiteAddress address) {
        String text() {
            return address.source().map(Token::text).map(Key::bare).orElseGet(address::toString);
        }

        private static String bare(String text) {
            return text.endsWith(",") ? text.substring(0, text.length() - 1) : text;
        }
    }

    SiteRules(Report report, Caddyfile file) {
        this.report = report;
        options = file.globalOptions();
        defaultBinds = directives(options, "default_bind");
        List<String> names = names(options);
        anyIssuer = names.stream().anyMatch(GLOBAL_ISSUERS::contains);
        anyNames = names.stream().anyMatch(CATCH_ALL_NAMES::contains);
        httpPort = port("http_port", HTTP);
        httpsPort = port("https_port", HTTPS);
        file.sites().forEach(site -> sites.add(facts(site)));
    }

    private Facts facts(Site site) {
        List<Directive> tls = directives(site.lines(), "tls");
        return new Facts(
                site,
                places(site),
                tls.stream().anyMatch(SiteRules::namesIssuer),
                !tls.isEmpty(),
                tls.stream().anyMatch(SiteRules::setsConnections),
                tls.stream().anyMatch(SiteRules::forces));
    }

    void check() {
        for (Facts site : sites) {
            Set<String> subjects = new LinkedHashSet<>();
            for (SiteAddress address : site.site().addresses()) {
                if (!address.hasEnv()) {
                    address(site, address, subjects);
                }
            }
        }
        for (Group group : groups()) {
            for (List<Key> listener : listeners(group)) {
                ambiguous(listener);
                schemes(listener);
            }
        }
    }

    private Set<Group> groups() {
        Map<String, List<Integer>> byPlace = new LinkedHashMap<>();
        for (int i = 0; i < sites.size(); i++) {
            for (String place : sites.get(i).places().orElse(List.of())) {
                byPlace.computeIfAbsent(place, any -> new ArrayList<>()).add(i);
            }
        }
        Set<Group> groups = new LinkedHashSet<>();
        byPlace.forEach(
                (place, here) -> groups.add(new Group(here, place.startsWith("unix") || place.startsWith("fd"))));
        return groups;
    }

    private Collection<List<Key>> listeners(Group group) {
        Map<Integer, List<Key>> byPort = new LinkedHashMap<>();
        for (int index : group.sites()) {
            Facts site = sites.get(index);
            for (SiteAddress address : site.site().addresses()) {
                if (!address.hasEnv()) {
                    byPort.computeIfAbsent(group.portless() ? 0 : portOf(address), any -> new ArrayList<>())
                            .add(new Key(site, address));
                }
            }
        }
        return byPort.values();
    }

    private void address(Facts site, SiteAddress address, Set<String> subjects) {
        int port = portOf(address);
        if (address.scheme().equals("http") && port == httpsPort
                || address.scheme().equals("https") && port == httpPort) {
            error(address, "[" + address + "] scheme and port violate convention");
        }
        if (address.host().equals("0.0.0.0") || address.host().equals("::")) {
            warning(
                    address,
                    "this only matches requests with that Host header; you probably want the 'bind' directive to configure"
                            + " the socket");
        }
        if (!address.path().isEmpty()) {
            warning(address, "Using a path in a site address is deprecated; please use the 'handle' directive instead");
        }
        boolean nowhere = site.places().filter(List::isEmpty).isPresent();
        boolean http = address.scheme().equals("http") || port == httpPort;
        if (!address.host().isEmpty() && !http && !nowhere && subjects.add(address.host())) {
            subject(address, anyIssuer || site.issuer());
        }
    }

    private int portOf(SiteAddress address) {
        if (address.port() != 0) {
            return address.port();
        }
        return address.scheme().equals("http") ? httpPort : httpsPort;
    }

    private void subject(SiteAddress address, boolean issuer) {
        String host = address.host();
        boolean wildcard = !host.contains("*") || host.startsWith("*.") || host.equals("*");
        boolean qualifies = !host.isBlank()
                && !host.startsWith(".")
                && !host.endsWith(".")
                && wildcard
                && !NO_SUBJECT.matcher(host).find();
        if (!qualifies && !issuer && !host.toLowerCase(Locale.ROOT).endsWith(".ts.net")) {
            error(address, "subject does not qualify for certificate: '" + host + "'");
        }
    }

    private static boolean namesIssuer(Directive tls) {
        List<Argument> arguments = tls.arguments();
        boolean inline = arguments.size() == 1
                && arguments
                        .get(0)
                        .token()
                        .map(token -> !token.equals("force_automate"))
                        .orElse(true);
        return inline || names(tls.block().orElse(List.of())).stream().anyMatch(SITE_ISSUERS::contains);
    }

    /** Two sites with one key on one listener, also if they are alike. */
    @SuppressWarnings("ReferenceEquality")
    private void ambiguous(List<Key> keys) {
        Map<String, Facts> owners = new HashMap<>();
        for (Key key : keys) {
            Facts owner = owners.putIfAbsent(key.text(), key.site());
            if (owner != null && owner != key.site()) {
                error(key.address(), "ambiguous site definition: " + key.text());
            }
        }
    }

    /** A server speaks either HTTP or HTTPS. */
    private void schemes(List<Key> keys) {
        boolean policies = makePolicy(keys);
        String speaks = "";
        for (Key key : keys) {
            SiteAddress address = key.address();
            String wants = "";
            if (address.scheme().equals("http") || address.port() == httpPort) {
                wants = "HTTP";
            } else if (address.scheme().equals("https") || address.port() == httpsPort || policies) {
                wants = "HTTPS";
            } else if (address.host().isEmpty()) {
                wants = "HTTP";
            }
            if (!wants.isEmpty() && !speaks.isEmpty() && !wants.equals(speaks)) {
                error(
                        address,
                        "a server is configured for " + speaks + " and cannot natively multiplex HTTP and HTTPS: "
                                + key.text());
                return;
            }
            if (wants.equals("HTTP") && policies) {
                error(address, "a server is HTTP, but attempts to configure TLS connection policies");
                return;
            }
            speaks = wants.isEmpty() ? speaks : wants;
        }
    }

    private static boolean setsConnections(Directive tls) {
        return tls.arguments().size() == 2
                || Lines.of(tls)
                        .filter(line ->
                                !line.arguments().isEmpty() || line.name().equals("client_auth"))
                        .anyMatch(line -> CONNECTION_SETTINGS.contains(line.name()));
    }

    private static boolean forces(Directive tls) {
        return tls.arguments().size() == 1 && tls.arguments().get(0).token().equals(Optional.of("force_automate"));
    }

    /** Without a host there is no name to force, but there are those of all connections. */
    private boolean makePolicy(List<Key> keys) {
        IdentityHashMap<Facts, Boolean> named = new IdentityHashMap<>();
        keys.forEach(key -> named.merge(key.site(), !key.address().host().isEmpty(), Boolean::logicalAnd));
        return named.entrySet().stream().anyMatch(entry -> makesPolicy(entry.getKey(), entry.getValue()));
    }

    private boolean makesPolicy(Facts site, boolean named) {
        return site.setsConnections() || (named ? site.forces() : site.tls() && anyNames);
    }

    private Optional<List<String>> places(Site site) {
        List<Directive> binds = directives(site.lines(), "bind");
        boolean inherited = binds.isEmpty();
        if (inherited) {
            binds = defaultBinds;
        }
        boolean named = binds.stream().anyMatch(bind -> !bind.arguments().isEmpty());
        if (binds.isEmpty() || inherited && !named) {
            return Optional.of(List.of("|"));
        }
        Set<String> places = new LinkedHashSet<>();
        for (Directive bind : binds) {
            for (Argument address : bind.arguments()) {
                if (address.token().isEmpty()) {
                    return Optional.empty();
                }
                String host = address.token().get();
                for (String protocol : protocols(bind)) {
                    places.add((host.startsWith("tcp/") ? host.substring("tcp/".length()) : host) + "|" + protocol);
                }
            }
        }
        return Optional.of(List.copyOf(places));
    }

    private static List<String> protocols(Directive bind) {
        List<String> protocols = bind.block().orElse(List.of()).stream()
                .filter(line ->
                        line instanceof Directive setting && setting.name().equals("protocols"))
                .flatMap(line -> ((Directive) line).arguments().stream())
                .map(argument -> argument.token().orElse(""))
                .toList();
        return protocols.isEmpty() ? List.of("") : protocols;
    }

    private int port(String option, int standard) {
        int port = standard;
        for (Line line : options) {
            if (line instanceof Directive directive
                    && directive.name().equals(option)
                    && !directive.arguments().isEmpty()) {
                port = directive
                        .arguments()
                        .get(0)
                        .token()
                        .filter(token -> token.matches("[+-]?[0-9]{1,9}"))
                        .map(Integer::valueOf)
                        .orElse(port);
            }
        }
        return port;
    }

    private static List<Directive> directives(List<Line> lines, String name) {
        return lines.stream()
                .filter(line ->
                        line instanceof Directive directive && directive.name().equals(name))
                .map(Directive.class::cast)
                .toList();
    }

    private static List<String> names(List<Line> lines) {
        return lines.stream()
                .filter(Directive.class::isInstance)
                .map(line -> ((Directive) line).name())
                .toList();
    }

    private void error(SiteAddress at, String reason) {
        report.add(Severity.ERROR, at.source().orElse(null), reason);
    }

    private void warning(SiteAddress at, String reason) {
        report.add(Severity.WARNING, at.source().orElse(null), reason);
    }
}
