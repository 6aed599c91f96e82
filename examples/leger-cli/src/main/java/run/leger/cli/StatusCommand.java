package run.leger.cli;

import java.util.ArrayList;
import java.util.List;
import run.leger.core.IpAddress;
import run.leger.core.internal.JsonOut;
import run.leger.tailscale.PeerStatus;
import run.leger.tailscale.Status;
import run.leger.tailscale.TailnetStatus;
import run.leger.tailscale.TailscaleClient;
import run.leger.tailscale.UserProfile;

/** {@code leger status}: this device, its tailnet and its peers. */
final class StatusCommand {
    private StatusCommand() {}

    static int run(Invocation call) {
        call.noWords();
        Status status;
        try (TailscaleClient tailscale = call.tailscale()) {
            status = tailscale.status();
        }
        if (call.console().json()) {
            call.console().object("status", out -> write(out, status));
        } else {
            show(call.console(), status);
        }
        return Exit.OK;
    }

    private static void write(JsonOut out, Status status) {
        out.field("state", status.backendState().wire()).field("version", status.version());
        out.field("auth_url", status.authUrl().isEmpty() ? null : status.authUrl());
        TailnetStatus tailnet = status.currentTailnet();
        if (tailnet == null) {
            out.field("tailnet", (String) null);
        } else {
            out.object(
                    "tailnet",
                    t -> t.field("name", tailnet.name())
                            .field("magicdns_suffix", tailnet.magicDnsSuffix())
                            .field("magicdns", tailnet.magicDnsEnabled()));
        }
        out.field("cert_domains", status.certDomains()).field("health", status.health());
        PeerStatus self = status.self();
        if (self == null) {
            out.field("self", (String) null);
        } else {
            out.object("self", s -> device(s, status, self));
        }
        out.objects("peers", status.peers().values(), peer -> device(out, status, peer));
    }

    private static void device(JsonOut out, Status status, PeerStatus device) {
        out.field("id", device.id().value())
                .field("name", name(device.dnsName()))
                .field("hostname", device.hostName())
                .field("addresses", addresses(device))
                .field("user", user(status, device))
                .field("tags", device.tags())
                .field("os", device.os())
                .field("online", device.online());
    }

    private static void show(Console console, Status status) {
        TailnetStatus tailnet = status.currentTailnet();
        console.line("state    " + Console.shown(status.backendState().wire())
                + (status.authUrl().isEmpty() ? "" : "  (log in at " + Console.shown(status.authUrl()) + ")"));
        if (tailnet != null) {
            console.line(
                    "tailnet  " + Console.shown(tailnet.name()) + " (" + Console.shown(tailnet.magicDnsSuffix()) + ")");
        }
        PeerStatus self = status.self();
        if (self != null && tailnet != null) {
            row(console, status, self, "this device");
        }
        for (PeerStatus peer : status.peers().values()) {
            row(console, status, peer, peer.online() ? "online" : "offline");
        }
        for (String problem : status.health()) {
            console.line(console.yellow("health   ") + Console.shown(problem));
        }
    }

    private static void row(Console console, Status status, PeerStatus device, String word) {
        List<String> addresses = addresses(device);
        console.line(String.format(
                "%-15s  %-32s  %-24s  %-8s  %s",
                addresses.isEmpty() ? "-" : addresses.get(0),
                Console.shown(name(device.dnsName())),
                Console.shown(user(status, device)),
                Console.shown(device.os()),
                word));
    }

    private static List<String> addresses(PeerStatus device) {
        List<String> addresses = new ArrayList<>();
        for (IpAddress address : device.tailscaleIps()) {
            addresses.add(address.value());
        }
        return addresses;
    }

    /** A name without the dot at its end, whatever else it is. */
    static String name(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static String user(Status status, PeerStatus device) {
        if (!device.tags().isEmpty()) {
            return String.join(",", device.tags());
        }
        UserProfile user = status.users().get(device.userId());
        return user == null ? "" : user.loginName();
    }
}
