package run.leger.caddy.standard;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code [network/]host[:port[-port]]}, as Caddy takes such addresses apart: {@code tcp/a.example:80}, {@code unix//run/a.sock}. */
record NetworkAddress(String network, String host, String port) {
    private static final Pattern PORT = Pattern.compile("[0-9]{1,18}");
    private static final int LONGEST_PORT = "65535-65535".length();
    private static final int MOST_PORTS = 65_535;

    /** Returns the parts, empty where a host has brackets that do not match. */
    static Optional<NetworkAddress> split(String text) {
        int slash = text.indexOf('/');
        String network = network(text);
        String rest = text.substring(slash + 1);
        if (isUnix(network) || isFileDescriptor(network)) {
            return Optional.of(new NetworkAddress(network, rest, ""));
        }
        return GoHostPort.split(rest)
                .or(() -> GoHostPort.split(GoHostPort.join(withoutBrackets(rest), "0"))
                        .map(parts -> new GoHostPort(parts.host(), "")))
                .map(parts -> new NetworkAddress(network, parts.host(), parts.port()));
    }

    /** Returns what stands before the first slash, in lower case. */
    static String network(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? "" : text.substring(0, slash).strip().toLowerCase(Locale.ROOT);
    }

    private static String withoutBrackets(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && "[]".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && "[]".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(start, end);
    }

    static boolean isUnix(String network) {
        return network.startsWith("unix");
    }

    static boolean isFileDescriptor(String network) {
        return network.startsWith("fd");
    }

    /** Returns the address as one text. */
    String join() {
        String prefix = network.isEmpty() ? "" : network + "/";
        if (isUnix(network) || isFileDescriptor(network) || port.isEmpty()) {
            return prefix + host;
        }
        return prefix + GoHostPort.join(host, port);
    }

    /** Returns what Caddy finds wrong with an address, empty where it takes it. */
    static Optional<String> problem(String text) {
        Optional<NetworkAddress> parts = split(text);
        if (parts.isEmpty()) {
            return Optional.of("address " + text + ": the brackets of the host do not match");
        }
        NetworkAddress address = parts.get();
        if (isUnix(address.network())) {
            return socketProblem(address.host());
        }
        if (isFileDescriptor(address.network()) || address.port().isEmpty()) {
            return Optional.empty();
        }
        return portProblem(address.port());
    }

    private static Optional<String> portProblem(String port) {
        if (port.length() > LONGEST_PORT) {
            return Optional.of("invalid port: longer than " + LONGEST_PORT + " characters");
        }
        int dash = port.indexOf('-');
        Optional<Integer> start = number(dash < 0 ? port : port.substring(0, dash));
        Optional<Integer> end = number(port.substring(dash + 1));
        if (start.isEmpty() || end.isEmpty()) {
            return Optional.of("invalid " + (start.isEmpty() ? "start" : "end") + " port: " + port);
        }
        if (end.get() < start.get()) {
            return Optional.of("end port must not be less than start port");
        }
        return end.get() - start.get() + 1 > MOST_PORTS
                ? Optional.of("port range exceeds " + MOST_PORTS + " ports")
                : Optional.empty();
    }

    private static Optional<Integer> number(String text) {
        return Optional.of(text)
                .filter(digits -> PORT.matcher(digits).matches())
                .map(Long::valueOf)
                .filter(value -> value <= 65_535)
                .map(Long::intValue);
    }

    /** A socket may have its permissions behind it: {@code /run/a.sock|0660}. */
    private static Optional<String> socketProblem(String socket) {
        int bar = socket.indexOf('|');
        if (bar < 0) {
            return Optional.empty();
        }
        String mode = socket.substring(bar + 1);
        if (!mode.matches("[0-7]{1,20}") || Long.parseLong(mode, 8) >> 32 != 0) {
            return Optional.of("could not parse octal permission bits in " + socket);
        }
        return (Long.parseLong(mode, 8) & 0200) == 0
                ? Optional.of("owner of the socket requires '-w-' (write, octal: '2') permissions at least")
                : Optional.empty();
    }
}
