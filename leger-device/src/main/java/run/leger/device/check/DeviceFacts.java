package run.leger.device.check;

import java.util.Optional;
import run.leger.core.DnsName;
import run.leger.core.LoginName;
import run.leger.core.TailnetName;
import run.leger.tailscale.PeerStatus;
import run.leger.tailscale.Status;
import run.leger.tailscale.TailnetStatus;
import run.leger.tailscale.UserProfile;

/** The probes that look at the device's place in its tailnet. They read what the daemon has said already. */
final class DeviceFacts {
    private DeviceFacts() {}

    static Optional<DnsName> name(Status status) {
        return Optional.ofNullable(status.self()).flatMap(PeerStatus::name);
    }

    static Finding login(CheckContext context) {
        Status status = context.status();
        PeerStatus self = status.self();
        Finding finding = switch (status.backendState().known()) {
            case RUNNING -> Finding.ok("logged in and connected");
            case STOPPED -> Finding.fail("Tailscale is turned off", Remedies.connect(context));
            case NEEDS_LOGIN ->
                self != null && self.expired()
                        ? Finding.fail("the device's key has expired", Remedies.renewLogin(context))
                        : Finding.fail("the device is logged out", loginRemedy(context, status));
            case NEEDS_MACHINE_AUTH ->
                Finding.fail(
                        "the device waits for approval",
                        "an admin of the tailnet approves it in the admin console, under Machines");
            case STARTING, NO_STATE -> Finding.fail("Tailscale is still starting", "wait a moment, then check again");
            case IN_USE_OTHER_USER ->
                Finding.fail("another user of this computer is using Tailscale", "let that user disconnect first");
            case UNRECOGNIZED ->
                Finding.warn(
                        "the daemon is in a state that this version does not know: " + status.backendState(),
                        "update leger");
        };
        return finding.with("state", status.backendState());
    }

    private static String loginRemedy(CheckContext context, Status status) {
        String command = Remedies.logIn(context);
        return status.authUrl().isEmpty() ? command : command + "  (or open " + status.authUrl() + ")";
    }

    static Finding ip(CheckContext context) {
        Status status = context.status();
        if (status.tailscaleIps().isEmpty()) {
            return Finding.fail("the device has no address in the tailnet", Remedies.connect(context));
        }
        return Finding.ok(String.join(
                        ", ",
                        status.tailscaleIps().stream().map(Object::toString).toList()))
                .with("addresses", status.tailscaleIps());
    }

    static Finding hostname(CheckContext context) {
        Optional<DnsName> name = name(context.status());
        PeerStatus self = context.status().self();
        if (name.isEmpty() && self != null && !self.dnsName().isEmpty()) {
            return Finding.fail(
                            "the device's name in the tailnet is no DNS name",
                            "give the device another name: admin console, Machines page, Edit machine name")
                    .with("name", self.dnsName());
        }
        if (name.isEmpty()) {
            return Finding.fail(
                    "the device has no name in the tailnet",
                    "turn on MagicDNS for the tailnet: admin console, DNS page");
        }
        return Finding.ok(name.get().value())
                .with("name", name.get())
                .with("hostname", self == null ? "" : self.hostName());
    }

    static Finding tailnetName(CheckContext context) {
        TailnetStatus tailnet = context.status().currentTailnet();
        if (tailnet == null || tailnet.name().isEmpty()) {
            return Finding.fail("the daemon does not tell the tailnet's name", Remedies.connect(context));
        }
        return Finding.ok(tailnet.name())
                .with("name", tailnet.name())
                .with("suffix", tailnet.magicDnsSuffix())
                .with("magicdns", tailnet.magicDnsEnabled());
    }

    static Finding tailnetMatch(CheckContext context) {
        Optional<TailnetName> wanted = context.settings().tailnet();
        if (wanted.isEmpty()) {
            return Finding.skip("no tailnet was named (--tailnet)");
        }
        TailnetStatus tailnet = context.status().currentTailnet();
        String name = tailnet == null ? "" : tailnet.name();
        String suffix = tailnet == null ? "" : tailnet.magicDnsSuffix();
        String text = wanted.get().value();
        boolean matches = text.equalsIgnoreCase(name) || text.equalsIgnoreCase(suffix);
        Finding finding = matches
                ? Finding.ok("the tailnet is " + name)
                : Finding.fail(
                        "the tailnet is " + name + " (" + suffix + "), not " + text,
                        "log in to " + text + ": " + Remedies.logInElsewhere(context) + "; or, if " + name
                                + " is meant: --tailnet " + name);
        return finding.with("expected", text).with("name", name).with("suffix", suffix);
    }

    static Finding accountMatch(CheckContext context) {
        Optional<LoginName> wanted = context.settings().account();
        if (wanted.isEmpty()) {
            return Finding.skip("no account was named (--account)");
        }
        String owner = context.status().selfUser().map(UserProfile::loginName).orElse("");
        String text = wanted.get().value();
        Finding finding = text.equalsIgnoreCase(owner)
                ? Finding.ok("the device belongs to " + owner)
                : Finding.fail(
                        owner.isEmpty()
                                ? "the daemon does not tell who owns the device"
                                : "the device belongs to " + owner + ", not " + text,
                        "log in as " + text + ": " + Remedies.logInElsewhere(context)
                                + (owner.isEmpty() ? "" : "; or, if " + owner + " is meant: --account " + owner));
        return finding.with("expected", text).with("owner", owner);
    }
}
