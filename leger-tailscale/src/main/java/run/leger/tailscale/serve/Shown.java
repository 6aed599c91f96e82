package run.leger.tailscale.serve;

/** Text of others in messages: short, and on one line. */
final class Shown {
    private Shown() {}

    static String of(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() > 100 ? line.substring(0, 100) + "..." : line;
    }
}
