package run.leger.tailscale;

import java.util.List;
import run.leger.core.IpAddress;
import run.leger.core.IpPrefix;

/**
 * The options of {@code tailscale up} for settings that are not default. It insists on all of them, and otherwise changes nothing. An exit node
 * whose address the settings do not hold cannot be named.
 */
final class UpOptions {
    private static final String DEFAULT_CONTROL = "https://controlplane.tailscale.com";
    private static final List<String> EVERYWHERE = List.of("0.0.0.0/0", "::/0");

    private UpOptions() {}

    /** Adds what a device is known by: where, and under which name. */
    static TailscaleCommand addIdentity(TailscaleCommand command, Prefs prefs) {
        if (!prefs.controlUrl().equals(DEFAULT_CONTROL)) {
            text(command, "--login-server", prefs.controlUrl());
        }
        text(command, "--hostname", prefs.hostname());
        return command;
    }

    static TailscaleCommand addTo(TailscaleCommand up, Prefs prefs) {
        addIdentity(up, prefs);
        text(up, "--operator", prefs.operatorUser());
        List<String> routes =
                prefs.advertiseRoutes().stream().map(IpPrefix::toString).toList();
        boolean exitNode = routes.containsAll(EVERYWHERE);
        flag(up, "--advertise-exit-node", exitNode);
        text(
                up,
                "--advertise-routes",
                String.join(
                        ",",
                        routes.stream()
                                .filter(route -> !exitNode || !EVERYWHERE.contains(route))
                                .toList()));
        text(up, "--advertise-tags", String.join(",", prefs.advertiseTags()));
        AppConnectorPrefs connector = prefs.appConnector();
        flag(up, "--advertise-connector", connector != null && connector.advertise());
        IpAddress through = prefs.exitNodeIp();
        text(up, "--exit-node", through == null ? auto(prefs) : through.toString());
        flag(up, "--exit-node-allow-lan-access", prefs.exitNodeAllowLanAccess());
        flag(up, "--accept-routes", prefs.routeAll());
        flag(up, "--ssh", prefs.runSsh());
        flag(up, "--shields-up", prefs.shieldsUp());
        flag(up, "--report-posture", prefs.postureChecking());
        unset(up, "--accept-dns", prefs.corpDns());
        unset(up, "--snat-subnet-routes", !prefs.noSnat());
        flag(up, "--stateful-filtering", Boolean.FALSE.equals(prefs.noStatefulFiltering()));
        int netfilter = prefs.netfilterMode();
        if (netfilter == 0 || netfilter == 1) {
            up.option("--netfilter-mode", netfilter == 0 ? "off" : "nodivert");
        }
        return up;
    }

    private static String auto(Prefs prefs) {
        return prefs.autoExitNode().isEmpty() ? "" : "auto:" + prefs.autoExitNode();
    }

    private static void text(TailscaleCommand up, String name, String value) {
        if (!value.isEmpty()) {
            up.option(name, value);
        }
    }

    private static void flag(TailscaleCommand up, String name, boolean on) {
        if (on) {
            up.word(name);
        }
    }

    private static void unset(TailscaleCommand up, String name, boolean on) {
        if (!on) {
            up.option(name, "false");
        }
    }
}
