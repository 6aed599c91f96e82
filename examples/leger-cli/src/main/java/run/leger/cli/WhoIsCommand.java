package run.leger.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static void show(Console console, WhoIs who) {
        Node node = who.node();
        if (node != null) {
            console.line("node   " + Console.shown(node.name()) + "  " + node.stableId());
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
