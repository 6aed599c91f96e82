package run.leger.resolved;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What the assignments of one file come to, as systemd-resolved takes them. */
final class Settings {
    private static final int MAX_ENTRIES = 256;
    private static final Pattern RECORD_TYPE = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,15}");

    final Set<DnsServer> dns = new LinkedHashSet<>();
    final Set<DnsServer> fallbackDns = new LinkedHashSet<>();
    final Map<String, Domain> domains = new LinkedHashMap<>();
    final Set<ExtraListener> listeners = new LinkedHashSet<>();
    final Set<String> refusedTypes = new LinkedHashSet<>();
    final Map<ResolvedKey, Mode> modes = new EnumMap<>(ResolvedKey.class);
    final Map<ResolvedKey, Integer> lines = new EnumMap<>(ResolvedKey.class);
    final Set<ResolvedKey> assigned = EnumSet.noneOf(ResolvedKey.class);
    Optional<Duration> staleRetention = Optional.empty();
    private final List<Finding> findings;

    private Settings(List<Finding> findings) {
        this.findings = findings;
    }

    static Settings of(List<Assignment> assignments, List<Finding> findings) {
        Settings settings = new Settings(findings);
        for (Assignment assignment : assignments) {
            ResolvedKey.of(assignment.key()).ifPresent(key -> settings.take(key, assignment));
        }
        return settings;
    }

    private void take(ResolvedKey key, Assignment assignment) {
        String value = assignment.value();
        int line = assignment.line();
        if (value.isEmpty() && !key.kind().isList()) {
            warn(line, key.key() + "= is empty and changes nothing");
            return;
        }
        assigned.add(key);
        switch (key.kind()) {
            case SERVERS -> servers(key, value, line);
            case DOMAINS -> domains(value, line);
            case MODE -> mode(key, value, line);
            case SECONDS -> {
                Optional<Duration> time = TimeSpans.parse(value);
                time.ifPresentOrElse(
                        span -> {
                            staleRetention = Optional.of(span);
                            lines.put(key, line);
                        },
                        () -> warn(line, key.key() + "= is no span of time, ignored"));
            }
            case LISTENER -> {
                if (value.isEmpty()) {
                    listeners.clear();
                } else {
                    each(key, line, value, word -> listeners.add(ExtraListener.of(word)));
                }
            }
            case TYPES -> types(key, value, line);
        }
    }

    private void servers(ResolvedKey key, String value, int line) {
        Set<DnsServer> servers = key == ResolvedKey.DNS ? dns : fallbackDns;
        if (value.isEmpty()) {
            servers.clear();
            return;
        }
        for (String word : words(value)) {
            each(key, line, word, text -> {
                DnsServer server = DnsServer.of(text);
                if (server.isDropped()) {
                    warn(line, key.key() + "= has a server that systemd-resolved drops: nothing, or its own stub");
                } else if (servers.size() < MAX_ENTRIES || servers.contains(server)) {
                    servers.add(server);
                } else {
                    warn(line, key.key() + "= has more than " + MAX_ENTRIES + " servers");
                }
            });
        }
    }

    private void domains(String value, int line) {
        if (value.isEmpty()) {
            domains.clear();
            return;
        }
        for (String word : quotedWords(value, line)) {
            each(ResolvedKey.DOMAINS, line, word, text -> {
                Domain domain = Domain.of(text);
                String name = domain.name().map(Object::toString).orElse(".");
                if (domains.size() < MAX_ENTRIES || domains.containsKey(name)) {
                    domains.put(name, domain);
                } else {
                    warn(line, "Domains= has more than " + MAX_ENTRIES + " domains");
                }
            });
        }
    }

    private void mode(ResolvedKey key, String value, int line) {
        Mode.read(value, key.words())
                .ifPresentOrElse(
                        mode -> {
                            modes.put(key, mode);
                            lines.put(key, line);
                        },
                        () -> warn(line, key.key() + "= is neither a boolean nor one of its words, ignored"));
    }

    private void types(ResolvedKey key, String value, int line) {
        if (value.isEmpty()) {
            refusedTypes.clear();
            return;
        }
        for (String word : words(value)) {
            if (RECORD_TYPE.matcher(word).matches()) {
                refusedTypes.add(word);
                lines.put(key, line);
            } else {
                warn(line, key.key() + "= has a word that is no record type, ignored");
            }
        }
    }

    private void each(ResolvedKey key, int line, String word, Consumer<String> taker) {
        try {
            taker.accept(word);
            lines.put(key, line);
        } catch (InvalidSettingException e) {
            String message = String.valueOf(e.getMessage());
            String rest = message.substring(message.indexOf('=') + 1);
            warn(line, key.key() + "=" + rest + ", ignored");
        }
    }

    private static List<String> words(String value) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= value.length(); i++) {
            if (i < value.length() && !ConfReader.isBlank(value.charAt(i))) {
                word.append(value.charAt(i));
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        return words;
    }

    /** Words in which quotes and backslashes are undone; what follows an open quote is lost. */
    private List<String> quotedWords(String value, int line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                i++;
                word.append(value.charAt(i));
                inWord = true;
            } else if (quote != 0 ? c == quote : c == '"' || c == '\'') {
                quote = quote == 0 ? c : 0;
                inWord = true;
            } else if (quote == 0 && ConfReader.isBlank(c)) {
                if (inWord) {
                    words.add(word.toString());
                }
                word.setLength(0);
                inWord = false;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != 0) {
            warn(line, "Domains= has an open quote, and the rest of the line is ignored");
        } else if (inWord) {
            words.add(word.toString());
        }
        return words;
    }

    private void warn(int line, String message) {
        findings.add(new Finding(line, Severity.WARNING, message));
    }
}
