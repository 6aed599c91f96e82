package run.leger.resolved;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import run.leger.resolved.Words.Word;

/** What assignments come to, taken one after the other as systemd-resolved takes them. */
final class Settings {
    private static final int MAX_ENTRIES = 256;
    private static final Pattern RECORD_TYPE = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,15}");

    private static final String KEPT = "; systemd-resolved takes it as it stands";

    final Map<DnsServer, Origin> dns = new LinkedHashMap<>();
    final Map<DnsServer, Origin> fallbackDns = new LinkedHashMap<>();
    final Map<String, Sourced<Domain>> domains = new LinkedHashMap<>();
    final Map<ExtraListener, Origin> listeners = new LinkedHashMap<>();
    final Map<String, Origin> refusedTypes = new LinkedHashMap<>();
    final Map<ResolvedKey, Sourced<Mode>> modes = new EnumMap<>(ResolvedKey.class);
    final Map<ResolvedKey, Origin> places = new EnumMap<>(ResolvedKey.class);
    final Set<ResolvedKey> assigned = EnumSet.noneOf(ResolvedKey.class);
    Optional<Sourced<Duration>> staleRetention = Optional.empty();
    private final List<Finding> findings;
    private String file = "";

    /** Starts with nothing set; what is passed over goes into the list. */
    Settings(List<Finding> findings) {
        this.findings = findings;
    }

    /** Takes the assignments of one more file, for a version that does not know every key. */
    void take(String name, List<Entry> entries, int version) {
        file = name;
        entries.forEach(entry -> entry.known().ifPresent(key -> take(key, entry, version)));
    }

    private void take(ResolvedKey key, Entry entry, int version) {
        if (key.since() > version) {
            warn(entry.origin(), key.key() + "= came with systemd " + key.since() + ": before that it is ignored");
        } else if (!entry.value().isEmpty()) {
            assigned.add(key);
            value(key, entry);
        } else if (key.kind().isList()) {
            assigned.add(key);
            reset(key);
            places.put(key, entry.origin().in(file));
        } else {
            warn(entry.origin(), key.key() + "= is empty and changes nothing, ignored");
        }
    }

    private void reset(ResolvedKey key) {
        switch (key) {
            case DNS -> dns.clear();
            case FALLBACK_DNS -> fallbackDns.clear();
            case DOMAINS -> domains.clear();
            case DNS_STUB_LISTENER_EXTRA -> listeners.clear();
            default -> refusedTypes.clear();
        }
    }

    private void value(ResolvedKey key, Entry entry) {
        switch (key.kind()) {
            case SERVERS -> words(key, entry, Words.of(entry.value()));
            case DOMAINS -> words(key, entry, Words.quoted(entry.value()));
            case TYPES -> words(key, entry, Words.quoted(entry.value()));
            case LISTENER -> listener(key, entry);
            case MODE -> mode(key, entry);
            case SECONDS -> seconds(key, entry);
        }
    }

    private void words(ResolvedKey key, Entry entry, Words words) {
        for (Word word : words.words()) {
            Origin origin = entry.originOf(word.at());
            switch (key.kind()) {
                case SERVERS -> server(key, word.text(), origin);
                case DOMAINS -> domain(word.text(), origin);
                default -> type(key, word.text(), origin);
            }
        }
        if (words.isBroken()) {
            warn(
                    entry.originOf(words.brokenAt()),
                    key.key() + "= has an open quote or a backslash before nothing: the rest of the line is ignored");
        }
    }

    private void server(ResolvedKey key, String word, Origin origin) {
        Map<DnsServer, Origin> servers = key == ResolvedKey.DNS ? dns : fallbackDns;
        DnsServer server;
        try {
            server = DnsServer.of(Entry.decoded(word));
        } catch (InvalidSettingException e) {
            warn(origin, key.key() + "= " + e.reason() + (DnsServer.isLoose(word) ? KEPT : ", ignored"));
            return;
        }
        if (server.isDropped()) {
            warn(origin, key.key() + "= has no server there, or systemd-resolved's own stub: silently ignored");
        } else if (servers.size() < MAX_ENTRIES || servers.containsKey(server)) {
            servers.putIfAbsent(server, origin.in(file));
            places.put(key, origin.in(file));
        } else {
            warn(origin, key.key() + "= has more than " + MAX_ENTRIES + " servers, ignored");
        }
    }

    private void domain(String word, Origin origin) {
        Domain domain;
        try {
            // An empty word, which only quotes can make, is the root too.
            domain = word.isEmpty() ? Domain.all() : Domain.of(Entry.decoded(word));
        } catch (InvalidSettingException e) {
            String name = word.startsWith("~") ? word.substring(1) : word;
            warn(origin, "Domains= " + e.reason() + (LooseName.isOne(name) ? KEPT : ", ignored"));
            return;
        }
        String name = domain.name().map(Object::toString).orElse(".");
        if (domains.size() < MAX_ENTRIES || domains.containsKey(name)) {
            domains.put(name, new Sourced<>(domain, origin.in(file)));
            places.put(ResolvedKey.DOMAINS, origin.in(file));
        } else {
            warn(origin, "Domains= has more than " + MAX_ENTRIES + " domains, ignored");
        }
    }

    private void type(ResolvedKey key, String word, Origin origin) {
        if (RECORD_TYPE.matcher(word).matches()) {
            refusedTypes.putIfAbsent(word, origin.in(file));
            places.put(key, origin.in(file));
        } else {
            warn(origin, key.key() + "= has a word that is no record type, ignored");
        }
    }

    private void listener(ResolvedKey key, Entry entry) {
        try {
            listeners.putIfAbsent(
                    ExtraListener.of(Entry.decoded(entry.value())),
                    entry.originOf(0).in(file));
            places.put(key, entry.originOf(0).in(file));
        } catch (InvalidSettingException e) {
            warn(entry.originOf(0), key.key() + "= " + e.reason() + ", ignored");
        }
    }

    private void mode(ResolvedKey key, Entry entry) {
        Origin origin = entry.originOf(0);
        Mode.read(Entry.decoded(entry.value()), key.words())
                .ifPresentOrElse(
                        mode -> {
                            modes.put(key, new Sourced<>(mode, origin.in(file)));
                            places.put(key, origin.in(file));
                        },
                        () -> warn(origin, key.key() + "= is neither a boolean nor one of its words, ignored"));
    }

    private void seconds(ResolvedKey key, Entry entry) {
        Origin origin = entry.originOf(0);
        TimeSpans.parse(Entry.decoded(entry.value()))
                .ifPresentOrElse(
                        span -> {
                            staleRetention = Optional.of(new Sourced<>(span, origin.in(file)));
                            places.put(key, origin.in(file));
                        },
                        () -> warn(origin, key.key() + "= is no span of time, ignored"));
    }

    private void warn(Origin origin, String message) {
        findings.add(new Finding(origin.in(file), Severity.WARNING, message));
    }
}
