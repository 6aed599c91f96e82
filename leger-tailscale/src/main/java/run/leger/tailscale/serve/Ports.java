package run.leger.tailscale.serve;

/** Port numbers. */
final class Ports {
    private Ports() {}

    static int check(int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        return port;
    }

    /** Returns the port, or 0 where the text is none. */
    static int parse(String text) {
        if (!text.matches("[0-9]{1,5}")) {
            return 0;
        }
        int port = Integer.parseInt(text);
        return port > 65535 ? 0 : port;
    }
}
