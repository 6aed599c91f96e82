package run.leger.resolved;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import run.leger.core.DnsName;

/**
 * What the real systemd-resolved must say about files: the same lines are ignored, and the same values count. The differences, all of them on
 * purpose:
 *
 * <ul>
 *   <li>names that no host or certificate has ({@code a..b} behind {@code #}, {@code x!y} in {@code Domains=}) are taken by the daemon; here
 *       they are not among the values, and a finding says so;
 *   <li>server names that differ in case only are two servers for the daemon;
 *   <li>whether an interface exists, and which number it has, is known to the daemon alone;
 *   <li>{@code Cache}, {@code CacheFromLocalhost}, {@code ReadEtcHosts} and {@code ResolveUnicastSingleLabel} show in no property of the daemon:
 *       there the lines that it ignores are compared.
 * </ul>
 */
public abstract class ResolvedOracleSuite {
    private static final Map<String, ResolvedKey> SWITCHES = Map.of(
            "LLMNR", ResolvedKey.LLMNR,
            "MulticastDNS", ResolvedKey.MULTICAST_DNS,
            "DNSSEC", ResolvedKey.DNSSEC,
            "DNSOverTLS", ResolvedKey.DNS_OVER_TLS,
            "DNSStubListener", ResolvedKey.DNS_STUB_LISTENER);
    private static final String LOOPBACK = "1";
    private static final List<String> SWITCH_NAMES = List.copyOf(new TreeSet<>(SWITCHES.keySet()));
    private static final String PROPERTIES =
            "busctl get-property org.freedesktop.resolve1 /org/freedesktop/resolve1 org.freedesktop.resolve1.Manager DNSEx FallbackDNSEx Domains "
                    + String.join(" ", SWITCH_NAMES);
    private static final Pattern PLACE = Pattern.compile("(/[^:]*):([0-9]+): (.*)");
    private static final Pattern TOKEN = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|[^ \"]+");

    /**
     * What the daemon said.
     *
     * @param output what the script printed beside the running daemon
     * @param warnings the daemon's complaints about the files
     */
    public record Answer(String output, List<String> warnings) {}

    /** For the subclass that knows the program. */
    protected ResolvedOracleSuite() {}

    /** Runs the daemon on a tree that stands for the root directory, and a shell script beside it. */
    protected abstract Answer ask(Path tree, String script);

    /** What the daemon has understood, and what it complained about. */
    private record Real(
            List<String> dns,
            List<String> fallbackDns,
            List<String> domains,
            Map<String, String> switches,
            Set<String> places,
            long words,
            boolean gaveUp) {}

    private static int version = 0;
    private static Map<String, String> defaults = Map.of();

    private void learn() {
        if (version == 0) {
            try (Tree tree = new Tree()) {
                Answer answer = ask(tree.root, "resolvectl --version; " + PROPERTIES);
                Matcher number = Pattern.compile("systemd ([0-9]+)").matcher(answer.output());
                assertThat(number.find()).isTrue();
                String properties = answer.output().substring(answer.output().indexOf("\na(") + 1);
                defaults = real(new Answer(properties, List.of())).switches();
                version = Integer.parseInt(number.group(1));
            }
        }
    }

    /** A root directory with files, gone when closed; its resolv.conf is empty, so that nothing comes from there. */
    private static final class Tree implements AutoCloseable {
        final Path root;

        Tree() {
            try {
                root = Files.createTempDirectory("resolved");
                write("etc/resolv.conf", new byte[0]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void write(String file, byte[] content) {
            try {
                Path path = root.resolve(file);
                Files.createDirectories(path.getParent());
                Files.write(path, content);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try (Stream<Path> all = Files.walk(root)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Real real(Answer answer) {
        List<String> lines = answer.output().lines().toList();
        Map<String, String> switches = new TreeMap<>();
        for (int i = 0; i < SWITCH_NAMES.size(); i++) {
            switches.put(SWITCH_NAMES.get(i), tokens(lines.get(3 + i)).get(1));
        }
        Set<String> places = new TreeSet<>();
        long words = 0;
        boolean gaveUp = false;
        for (String warning : answer.warnings()) {
            Matcher place = PLACE.matcher(warning);
            if (place.matches() && Integer.parseInt(place.group(2)) > 0) {
                places.add(place.group(1) + ":" + place.group(2));
            }
            words += warning.startsWith("Failed to add DNS server") || warning.startsWith("Failed to add search domain")
                    ? 1
                    : 0;
            gaveUp |= warning.startsWith("Failed to parse configuration file");
        }
        return new Real(
                servers(tokens(lines.get(0))),
                servers(tokens(lines.get(1))),
                domains(tokens(lines.get(2))),
                switches,
                places,
                words,
                gaveUp);
    }

    private static List<String> tokens(String line) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(line);
        while (token.find()) {
            String quoted = token.group(1);
            tokens.add(quoted == null ? token.group() : quoted);
        }
        return tokens;
    }

    /** Reads {@code a(iiayqs)}: interface, family, address, port and name. Of names that differ in case only the first is kept. */
    private static List<String> servers(List<String> tokens) {
        List<String> servers = new ArrayList<>();
        Map<String, String> spellings = new HashMap<>();
        int at = 2;
        for (int count = Integer.parseInt(tokens.get(1)); count > 0; count--) {
            String index = tokens.get(at);
            byte[] address = new byte[Integer.parseInt(tokens.get(at + 2))];
            for (int i = 0; i < address.length; i++) {
                address[i] = (byte) Integer.parseInt(tokens.get(at + 3 + i));
            }
            at += 3 + address.length;
            String name = tokens.get(at + 1);
            String server = server(index, address, tokens.get(at), name);
            if ((name.isEmpty() || isHostName(name))
                    && spellings.computeIfAbsent(server, first -> name).equals(name)) {
                servers.add(server);
            }
            at += 2;
        }
        return servers;
    }

    /** Returns our servers as the daemon shows them. */
    private static List<String> shown(List<Sourced<DnsServer>> ours) {
        assertThat(ours)
                .extracting(each ->
                        server(each.value(), each.value().interfaceName().orElse("")))
                .doesNotHaveDuplicates();
        // That %lo and %1 are one the daemon alone knows. 127.0.0.1 and 127.0.0.1%lo are two, which it shows alike.
        Map<String, String> shown = new LinkedHashMap<>();
        for (Sourced<DnsServer> each : ours) {
            DnsServer server = each.value();
            String written = server.interfaceName()
                    .map(name -> name.equals("lo") ? LOOPBACK : name)
                    .orElse("0");
            boolean loopback =
                    server.address().startsWith("127.") || server.address().equals("::1");
            shown.putIfAbsent(server(server, written), server(server, loopback ? LOOPBACK : written));
        }
        return List.copyOf(shown.values());
    }

    private static String server(String index, byte[] address, String port, String name) {
        try {
            return InetAddress.getByAddress(address) + " " + address.length + " " + index + " " + port + " "
                    + name.toLowerCase(Locale.ROOT);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String server(DnsServer server, String index) {
        try {
            boolean six = server.address().indexOf(':') >= 0;
            byte[] address = InetAddress.getByName(server.address()).getAddress();
            if (six && address.length == 4) {
                byte[] mapped = new byte[16];
                mapped[10] = (byte) 0xff;
                mapped[11] = (byte) 0xff;
                System.arraycopy(address, 0, mapped, 12, 4);
                address = mapped;
            }
            return server(
                    index,
                    address,
                    Integer.toString(server.port()),
                    server.name().map(DnsName::value).orElse(""));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Reads {@code a(isb)}: interface, name, and whether it is for routing only. */
    private static List<String> domains(List<String> tokens) {
        List<String> domains = new ArrayList<>();
        int at = 2;
        for (int count = Integer.parseInt(tokens.get(1)); count > 0; count--) {
            String name = tokens.get(at + 1);
            String mark = tokens.get(at + 2).equals("true") ? "~" : "";
            if (name.equals(".") || isHostName(name)) {
                domains.add(mark + name.toLowerCase(Locale.ROOT));
            }
            at += 3;
        }
        return domains;
    }

    private static boolean isHostName(String name) {
        try {
            DnsName.of(name);
            return !name.endsWith(".");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Compares what a tree of files means to the daemon and to us. */
    private Real agree(Tree tree) {
        learn();
        Real real = real(ask(tree.root, PROPERTIES));
        ResolvedFiles files = ResolvedFiles.read(tree.root, version);
        EffectiveConf ours = files.effective();

        assertThat(shown(ours.dns())).isEqualTo(real.dns());
        if (ours.fallbackDns().isPresent()) {
            assertThat(shown(ours.fallbackDns().get())).isEqualTo(real.fallbackDns());
        }
        assertThat(ours.domains()).extracting(each -> each.value().toString()).isEqualTo(real.domains());
        Map<String, String> switches = new TreeMap<>();
        SWITCHES.forEach((name, key) -> switches.put(
                name, ours.mode(key).map(mode -> mode.value().word()).orElse(defaults.get(name))));
        assertThat(switches).isEqualTo(real.switches());

        Map<String, ConfFile> byName = files.files().stream().collect(Collectors.toMap(ConfFile::name, file -> file));
        Set<String> places = new TreeSet<>();
        long words = 0;
        boolean gaveUp = false;
        for (Finding finding : ours.findings()) {
            String file = "/" + tree.root.relativize(Path.of(finding.origin().file()));
            gaveUp |= finding.severity() == Severity.ERROR;
            if (isAboutWord(finding)) {
                words += finding.message().endsWith(", ignored") ? 1 : 0;
            } else if (finding.line() > 0) {
                String text = Optional.ofNullable(byName.get(finding.origin().file()))
                        .orElseThrow()
                        .conf()
                        .latin();
                // Of a line that is too long the daemon tells the one before.
                int last = finding.message().startsWith("the line is too long")
                        ? finding.line() - 1
                        : lastLine(text, finding.line());
                places.add(file + ":" + last);
            }
        }
        assertThat(places).isEqualTo(real.places());
        assertThat(words).isEqualTo(real.words());
        assertThat(gaveUp).isEqualTo(real.gaveUp());
        return real;
    }

    private static boolean isAboutWord(Finding finding) {
        return finding.message().matches("(?:DNS|FallbackDNS|Domains)= .*")
                && !finding.message().contains("rest of the line")
                && !finding.message().contains("is empty");
    }

    /** The daemon tells the last line of those that belong together, and this library the one in which something stands. */
    private static int lastLine(String text, int number) {
        int at = 0;
        boolean pending = false;
        for (int i = 1; at < text.length(); i++) {
            PhysicalLine line = PhysicalLine.at(text, i, at);
            at = line.next();
            String content = text.substring(line.from(), line.end());
            if (ConfReader.strip(content).matches("(?s)[#;].*")) {
                continue;
            }
            pending = content.matches("(?s)(?:.*[^\\\\])?(?:\\\\\\\\)*\\\\");
            if (i >= number && !pending) {
                return i;
            }
        }
        // Where the file ends in the middle, the daemon tells of a line that is not there.
        return lines(text) + 1;
    }

    private static int lines(String text) {
        int count = 0;
        for (int at = 0; at < text.length(); at = PhysicalLine.at(text, 1, at).next()) {
            count++;
        }
        return count;
    }

    private Real agree(String file) {
        return agree(file.getBytes(StandardCharsets.UTF_8));
    }

    private Real agree(byte[] file) {
        try (Tree tree = new Tree()) {
            tree.write("etc/systemd/resolved.conf", file);
            return agree(tree);
        }
    }

    /** One line for each value of a key. */
    private static String lines(String key, String... values) {
        return Stream.of(values)
                .map(value -> key + "=" + value + "\n")
                .collect(Collectors.joining("", "[Resolve]\n", ""));
    }

    @Example
    void every_switch_and_every_spelling_of_its_values() {
        String[] values = {
            "1",
            "yes",
            "y",
            "true",
            "t",
            "on",
            "YES",
            "yEs",
            "0",
            "no",
            "n",
            "false",
            "f",
            "off",
            "OFF",
            "resolve",
            "Resolve",
            "opportunistic",
            "no-negative",
            "NO-NEGATIVE",
            "allow-downgrade",
            "udp",
            "tcp",
            "UDP",
            "maybe",
            "",
            "2",
            "yess",
            "yes no",
            "\"yes\"",
            "yes # on"
        };
        for (ResolvedKey key : ResolvedKey.values()) {
            if (key.kind() == ResolvedKey.Kind.MODE) {
                Real real = agree(lines(key.key(), values));
                assertThat(real.places()).as(key.key()).hasSizeBetween(10, values.length);
            }
        }
        for (ResolvedKey key : SWITCHES.values()) {
            for (Mode mode : key.words()) {
                agree("[Resolve]\n" + Setting.mode(key, mode) + "\n");
            }
            agree("[Resolve]\n" + Setting.mode(key, Mode.YES) + "\n");
            agree("[Resolve]\n" + Setting.mode(key, Mode.NO) + "\n");
        }
    }

    @Example
    void every_form_of_a_server() {
        String[] servers = {
            "1.1.1.1",
            "1.1.1.2:53",
            "1.1.1.3:853",
            "1.1.1.4:5353",
            "1.1.1.5:0x50",
            "1.1.1.6:010",
            "1.1.1.7:08",
            "1.1.1.8:+53",
            "1.1.1.9:++1",
            "1.1.1.10:-1",
            "1.1.1.11:0b11",
            "1.1.1.12:0o17",
            "1.1.1.13:99999",
            "1.1.1.14:0",
            "1.1.1.15:",
            "1.1.1.16%lo",
            "1.1.1.17%1",
            "1.1.1.18%",
            "1.1.1.19%0",
            "1.1.1.20%2147483648",
            "1.1.1.21%lo:53",
            "1.1.1.22%lo%lo",
            "1.1.1.23#",
            "1.1.1.24#a..b",
            "1.1.1.25#-a",
            "1.1.1.26#a_b",
            "1.1.1.27#1.2.3.4",
            "1.1.1.28#a#b",
            "1.1.1.29#a%lo",
            "1.1.1.30%lo#x",
            "1.1.1.31:99%lo#x",
            "01.1.1.1",
            "1.1.1",
            "1.1.1.1.1",
            "256.1.1.1",
            "::1",
            "[::2]",
            "[::3]:5353",
            "[::4]:5353%lo#n",
            "::5%lo",
            "fe80::1%lo",
            "[1.2.3.4]:53",
            "::ffff:1.2.3.4",
            "::1.2.3.5",
            "[::g]:1",
            "[]:1",
            "::01.2.3.4",
            "::00001",
            "::12345",
            "1::2::3",
            ":::",
            ":",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "::1.2.3",
            "1:2:3:4:5:6:7::",
            "0.0.0.0",
            "::",
            "127.0.0.53",
            "127.0.0.54",
            "127.0.0.53:5353",
            "[::]:53",
            "127.0.0.53%lo",
            "0.0.0.0#x",
            "::ffff:127.0.0.53",
            "2001:DB8::1",
            "1.1.1.32#A.B",
            "[::6]:",
            "[::7%lo]:53",
            "[::8]%lo",
            "::9#x",
            "1.1.1.33:53#q",
            "'1.1.1.34'",
            "\"1.1.1.35\"",
            "1.1.1.1",
            "1.1.1.36,1.1.1.37",
            "1.1.1.38\t1.1.1.39",
            "1.1.1\\.40",
            "1.1.1.41\\ 1.1.1.42",
            "1.1.1.43 \\ ",
            "1.1.1.44\\\\",
            "dns.example",
            "1.1.1.45 # c",
            "1.1.1.46 ; c",
            "1.1.1.47:1:2",
            "1.1.1.48:65535",
            "1.1.1.49:65536",
            "1.1.1.50:0x",
            "1.1.1.51:053",
            "1.1.1.52%01",
            "1.1.1.53%010",
            "1.1.1.54%08",
            "1.1.1.55%00",
            "1.1.1.56%0x1F",
            "1.1.1.57%+7",
            "1.1.1.58%++7",
            "1.1.1.59%+0x7",
            "1.1.1.60%0x+7",
            "1.1.1.61%0b101",
            "1.1.1.62%0b+101",
            "1.1.1.63%0o17",
            "1.1.1.64%2147483647",
            "1.1.1.65%0x7fffffff",
            "1.1.1.66%99999999999",
            "1.1.1.67%017777777777",
            "1.1.1.68%7 1.1.1.68%07 1.1.1.68%0x7"
        };
        Real real = agree(lines("DNS", servers));
        assertThat(real.words()).isPositive();
        // An empty value among them would empty the list, and nothing before it would be compared.
        assertThat(real.dns()).hasSizeGreaterThan(servers.length / 3);
        assertThat(agree(lines("FallbackDNS", servers)).fallbackDns()).isEqualTo(real.dns());
        agree(lines("DNS", "1.1.1.1", "1.1.1.2 1.1.1.1", "", "1.1.1.3"));
        agree(lines("FallbackDNS", ""));
    }

    @Example
    void a_loopback_address_is_reached_through_lo_whatever_is_written() {
        agree("[Resolve]\n[Resolve]\nno equals\nyes~\u000b'*\\\nAAAA \\\n# c\n\nDNS=1.1.1.1 ::1");
        for (String key : List.of("DNS", "FallbackDNS")) {
            agree(lines(
                    key,
                    "::1",
                    "[::1]:5353%9",
                    "0::1#n",
                    "127.0.0.0",
                    "127.0.0.1",
                    "127.0.0.2:99",
                    "127.1.2.3%7",
                    "127.255.255.255"));
            agree(lines(
                    key,
                    "126.255.255.255",
                    "128.0.0.0",
                    "::2",
                    "::ffff:127.0.0.1",
                    "::127.0.0.1",
                    "fe80::1",
                    "169.254.1.1",
                    "fe80::1%9"));
        }
        // They are shown alike, and are two servers all the same.
        agree(lines("DNS", "127.0.0.1", "127.0.0.1%lo", "127.0.0.1", "127.0.0.1%7", "1.1.1.1", "127.0.0.1%lo"));
    }

    @Example
    void every_form_of_a_domain() {
        String long63 = "l".repeat(63);
        String[] domains = {
            "a.example",
            "~b.example",
            "~.",
            ".",
            "~",
            "*",
            "~*",
            "\"\"",
            "''",
            "~''",
            "x!y",
            "a_b",
            "-c",
            "a--",
            "\"q.example\"",
            "'r.example'",
            "\"s\"t.example",
            "\\u.example",
            "a\\.b",
            "a\\\\.b",
            "a\\\\046b",
            "a\\\\x",
            "a\\\\1",
            "a\\\\999",
            "..",
            "a.",
            "a..",
            "~..",
            "*.x",
            "~*.y",
            "~~z",
            ".lead",
            "~.lead",
            "\u00e4.example",
            "xn--4ca.example",
            "1.2.3.4",
            "::1",
            "a b",
            "\"two words\"",
            "a\\ b",
            "a\u0001b",
            "a\u007fb",
            "a\u000bb",
            "\u00a0",
            "'open",
            "open\"",
            "aa \"open bb",
            "cc '",
            "dd \\ ",
            "ee\\\\",
            "a@b",
            "a,b",
            "a # b",
            long63,
            long63 + "l",
            String.join(".", "m".repeat(60), "m".repeat(60), "m".repeat(60), "m".repeat(60), "mmm"),
            String.join(".", "n".repeat(62), "n".repeat(62), "n".repeat(62), "n".repeat(62)),
            String.join(".", "o".repeat(63), "o".repeat(63), "o".repeat(63), "o".repeat(61)),
            String.join(".", "p".repeat(63), "p".repeat(63), "p".repeat(63), "p".repeat(62)),
            "!".repeat(63) + "." + "!".repeat(63),
            "A.Example",
            "~a.EXAMPLE",
            "~b.example b.example"
        };
        for (int i = 0; i < domains.length; i++) {
            domains[i] = domains[i].replace("\u00a0", "\u00a0x");
        }
        Real real = agree(lines("Domains", domains));
        assertThat(real.words()).isPositive();
        agree(lines("Domains", "a", "~b", "", "c ~a b"));
    }

    @Example
    void every_form_of_a_listener() {
        agree(lines(
                "DNSStubListenerExtra",
                "127.0.0.2:5301",
                "udp:127.0.0.3:5301",
                "tcp:127.0.0.4:5353",
                "UDP:127.0.0.5",
                "[::1]",
                "[::1]:5353",
                "::1",
                "udp:[::1]:99",
                "udp:::1",
                "127.0.0.6:0",
                "127.0.0.7:99999",
                "127.0.0.8%lo",
                "127.0.0.9#x",
                "foo",
                "udp:",
                "127.0.0.10:0x50",
                "udp:udp:127.0.0.11",
                "127.0.0.12:53",
                "127.0.0.2 127.0.0.13",
                "udp: 127.0.0.14",
                "",
                "127.0.0.15:5301",
                "[127.0.0.16]:53",
                "127.0.0.17:",
                "sctp:127.0.0.18"));
    }

    @Example
    void every_kind_of_line() {
        for (String file : List.of(
                "DNS=1.1.1.1\nx\n=\n[Resolve]\nDNS=2.2.2.2\n",
                "[Other]\nx\n=y\nDNS=1.1.1.1\n[X-mine]\nx\n[Resolve]\nDNS=2.2.2.2\n[resolve]\nDNS=3.3.3.3\n",
                "[]\n[Resolve ]\n[ Resolve]\n[Resolve]]\nDNS=1.1.1.1\n",
                "[Resolve]\nnothing\n=x\n = y\nNoSuch=1\nX-Own=1\nx-own=1\ndns=1.1.1.1\nDNS =2.2.2.2\nDNS\t=\t3.3.3.3\t\n",
                "[Resolve]\nDNS=1.1.1.1 # c\n  # DNS=2.2.2.2\n\t;DNS=3.3.3.3\nDNS=4.4.4.4;5.5.5.5\n",
                "[Resolve]\r\nDNS=1.1.1.1\r\nCache=x\r\n",
                "[Resolve]\nCache=x\n\rCache=w\r\nCache=z\r\n\rCache=v\n\0Cache=u\r\0Cache=q\n\r\0Cache=p\0\nCache=s\0\0Cache=r\n\r\nCache=o\n",
                "[Resolve]\nDNS=1.1.1.1 \\\n# c\n ;d\\\n2.2.2.2\nCache=x\n",
                "[Resolve]\nDNS=1.1.1.1 \\\n\nDNS=9.9.9.9 \\\n   \nCache=x\n",
                "[Resolve]\nDNS=1.1.1.1 \\ \nDNS=9.9.9.9\\\\\nDNS=7.7.7.7\\\\\\\n6.6.6.6\n",
                "[Resolve\\\n]\nDNS=1.1.1.1\n[Resolve]\nDN\\\nS=1.1.1.1\nCache\\\n=x\n\\\nCache=w\n",
                "[Resolve]\nDNS=1.1.1.1\\",
                "[Resolve]\nCache=x\\\n# c",
                "[Resolve]\nDNS=1.1.1.1",
                "\ufeff[Resolve]\nDNS=1.1.1.1\n",
                "\ufeff# c\n[Resolve]\nDNS=1.1.1.1\n",
                "# c\n\ufeff[Resolve]\n\ufeffCache=x\nDNS=1.1.1.1\n",
                "[Resolve]\nCache=x\n\ufeffCache=w\n\ufeffCache=v\n",
                "[Resolve]\n\u000bDNS=1.1.1.1\nDNS=\u000b2.2.2.2\nDNS=4.4.4.4\u000c5.5.5.5\nDNS=\u00a06.6.6.6\n",
                "[Resolve]\nDNS=1.1.1.1=2\nCache==yes\n[Resolve]\nCache=x\n",
                "")) {
            agree(file);
        }
    }

    @Example
    void what_makes_the_daemon_give_a_file_up() {
        String start = "[Resolve]\nDNS=1.1.1.1\n";
        String end = "\nDNS=2.2.2.2\n";
        int limit = 1 << 20;
        for (String bad : List.of(
                "[Resolve",
                "[Resolve] # c",
                "[X-\\a]",
                "[X-\"a]",
                "[X-'a]",
                "[X-\ta]",
                "[X-\u0001a]",
                "[X-\u007fa]",
                "[",
                "X-a=\u00ff",
                "X-a=\u00ef\u00bf\u00be",
                "X-a=\u00ef\u00b7\u0090",
                "X-a=\u00ed\u00a0\u0080",
                "X-a=\u00c0\u0080",
                "[X-a]\n\u00ff",
                "X-a=" + "a".repeat(limit - 4),
                "#" + "a".repeat(limit - 1),
                "X-a=" + "a".repeat(limit - 500_004) + "\\\n" + "a".repeat(500_000))) {
            assertThat(agree((start + bad + end).getBytes(StandardCharsets.ISO_8859_1))
                            .gaveUp())
                    .isTrue();
        }
        for (String good : List.of(
                "# \u00ff",
                "[X-\u00c3\u00a4 # ;]",
                "X-a=\u00f4\u008f\u00bf\u00bd",
                "X-a=" + "a".repeat(limit - 5),
                "X-a=" + "a".repeat(limit - 500_005) + "\\\n" + "a".repeat(500_000))) {
            assertThat(agree((start + good + end).getBytes(StandardCharsets.ISO_8859_1))
                            .gaveUp())
                    .isFalse();
        }
    }

    @Example
    void no_more_than_256_entries() {
        StringBuilder file = new StringBuilder("[Resolve]\n");
        for (int i = 0; i < 258; i++) {
            file.append("DNS=10.0.")
                    .append(i / 256)
                    .append('.')
                    .append(i % 256)
                    .append("\nDomains=d")
                    .append(i)
                    .append('\n');
        }
        agree(file + "DNS=10.0.0.1\nDomains=~d3\n");
    }

    @Provide
    Arbitrary<byte[]> files() {
        return HostileConf.files();
    }

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void any_file_means_the_same(@ForAll("files") byte[] file) {
        agree(file);
    }

    /** A drop-in of one of the folders, by the number of its folder and its name. */
    record Place(int folder, String name) {}

    @Provide
    Arbitrary<Map<Place, byte[]>> trees() {
        Arbitrary<Place> places = net.jqwik.api.Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(
                                "10-a.conf",
                                "9-b.conf",
                                "Z.conf",
                                "a.conf",
                                "\u00e4.conf",
                                ".hidden.conf",
                                "a.conf~",
                                "a.con",
                                "50.conf"))
                .as(Place::new);
        return Arbitraries.maps(places, Arbitraries.oneOf(HostileConf.files(), Arbitraries.just(new byte[0])))
                .ofMaxSize(8);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void any_set_of_files_means_the_same_and_is_read_in_the_same_order(
            @ForAll("trees") Map<Place, byte[]> drops, @ForAll("files") byte[] main) {
        List<String> folders = List.of("etc", "run", "usr/local/lib", "usr/lib");
        try (Tree tree = new Tree()) {
            tree.write("etc/systemd/resolved.conf", main);
            drops.forEach((place, content) ->
                    tree.write(folders.get(place.folder()) + "/systemd/resolved.conf.d/" + place.name(), content));
            agree(tree);

            // The contents are of no use in telling where the next file begins.
            Set<Path> paths = new HashSet<>();
            ResolvedFiles.read(tree.root).files().forEach(file -> paths.add(Path.of(file.name())));
            paths.forEach(path -> tree.write(tree.root.relativize(path).toString(), new byte[0]));
            String cat = ask(tree.root, "systemd-analyze cat-config systemd/resolved.conf")
                    .output();
            assertThat(cat.lines().filter(line -> line.startsWith("# /")).map(line -> line.substring(2)))
                    .containsExactlyElementsOf(ResolvedFiles.read(tree.root).files().stream()
                            .map(file -> "/" + tree.root.relativize(Path.of(file.name())))
                            .toList());
        }
    }

    @Example
    void spans_of_time() {
        List<String> spans = List.of(
                "0",
                "1",
                "90",
                "1s",
                "1sec",
                "2 seconds",
                "1min",
                "5min 20s",
                "1h30min",
                "1h 30m",
                "1d",
                "2w",
                "1M",
                "1y",
                "1month",
                "1.5h",
                ".5s",
                "1.s",
                "100ms",
                "5us",
                "5usec",
                "5\u00b5s",
                "5\u03bcs",
                "infinity",
                " 7 ",
                "1hr",
                "1hours",
                "1 day",
                "x",
                "",
                "1x",
                "-1",
                "+1",
                "1 2",
                "1h-2",
                "1,5s",
                "Infinity",
                "1H",
                "1.5.5s",
                "1e3",
                "0x10",
                "1m1",
                "99999999999999999999",
                "18446744073709",
                "18446744073710",
                "584542y",
                "600000y",
                "5 5min",
                "1S",
                "3minutes",
                "1years",
                "1weeks",
                "2msec",
                "1 s",
                "1\u00a0s");
        String script = spans.stream()
                .map(span -> "systemd-analyze timespan -- '" + span
                        + "' 2>/dev/null | sed -n 's/^ *[^0-9]*s: *//p' | grep . || echo bad")
                .collect(Collectors.joining("\n"));
        try (Tree tree = new Tree()) {
            List<String> real = ask(tree.root, script).output().lines().toList();
            List<String> ours = spans.stream().map(ResolvedOracleSuite::micros).toList();
            assertThat(pairs(spans, ours)).isEqualTo(pairs(spans, real));
        }
    }

    private static List<String> pairs(List<String> spans, List<String> answers) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            pairs.add(spans.get(i) + " is " + (i < answers.size() ? answers.get(i) : "missing"));
        }
        return pairs;
    }

    private static String micros(String span) {
        return TimeSpans.parse(span)
                .map(time -> time.equals(TimeSpans.INFINITY) ? "18446744073709551615" : micros(time))
                .orElse("bad");
    }

    private static String micros(Duration time) {
        return java.math.BigInteger.valueOf(time.getSeconds())
                .multiply(java.math.BigInteger.valueOf(1_000_000))
                .add(java.math.BigInteger.valueOf(time.getNano() / 1_000))
                .toString();
    }
}
