package run.leger.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import run.leger.core.IpAddress;
import run.leger.core.Json;
import run.leger.tailscale.Node;
import run.leger.tailscale.TailscaleClient;
import run.leger.tailscale.UserProfile;
import run.leger.tailscale.WhoIs;

/** {@code leger whois ADDR}: who is behind an address. */
final class WhoIsCommand {
    private WhoIsCommand() {}

    static int run(Invocation call) {
        String address = call.word("an address");
        if (!isAddress(address)) {
            throw new UsageException("whois needs an IP address, IP:port or [IPv6]:port: " + Console.shown(address));
        }
        Optional<WhoIs> found;
        try (TailscaleClient tailscale = call.tailscale()) {
            found = tailscale.whoIs(address);
        }
        Console console = call.console();
        if (console.json()) {
            console.object("whois", out -> {
                out.field("address", address).field("found", found.isPresent());
                found.ifPresent(who -> out.field("whois", who.raw()));
            });
        } else if (found.isPresent()) {
            show(console, found.get());
        } else {
            console.note("leger: nobody in the tailnet has the address " + Console.shown(address));
        }
        return found.isPresent() ? Exit.OK : Exit.REFUSED;
    }

    /** As tailscaled reads it, which also takes a node key. */
    private static boolean isAddress(String text) {
        if (text.startsWith("nodekey:")) {
            return text.matches("nodekey:[0-9a-f]{64}");
        }
        int colon = text.lastIndexOf(':');
        boolean bracketed = text.startsWith("[");
        if (!bracketed && (colon < 0 || colon != text.indexOf(':'))) {
            return isIp(text);
        }
        String host = text.substring(0, colon);
        if (bracketed) {
            host = host.endsWith("]") && host.indexOf(':') > 0 ? host.substring(1, host.length() - 1) : "";
        }
        String port = text.substring(colon + 1);
        return isIp(host) && port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= 65535;
    }

    private static boolean isIp(String text) {
        try {
            IpAddress.of(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void show(Console console, WhoIs who) {
        Node node = who.node();
        if (node != null) {
            console.line("node   " + Console.shown(StatusCommand.name(node.name())) + "  " + node.stableId());
            if (!node.tags().isEmpty()) {
                console.line("tags   " + Console.shown(String.join(", ", node.tags())));
            }
        }
        UserProfile user = who.userProfile();
        if (user != null) {
            console.line("user   " + Console.shown(user.loginName()) + "  " + Console.shown(user.displayName()));
        }
        for (Map.Entry<String, List<Json>> capability : who.capMap().entrySet()) {
            console.line("grant  " + Console.shown(capability.getKey()));
        }
    }
}
