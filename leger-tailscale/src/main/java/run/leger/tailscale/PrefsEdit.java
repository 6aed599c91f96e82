package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import run.leger.core.IpAddress;
import run.leger.core.IpPrefix;
import run.leger.core.Json;
import run.leger.core.internal.JsonIn;
import run.leger.core.internal.JsonOut;

/**
 * A change of settings: exactly those that are named here, nothing else. Immutable; each method returns a new edit.
 *
 * <p>Mirrors {@code ipn.MaskedPrefs}.
 *
 * <pre>{@code
 * ts.editPrefs(PrefsEdit.none().hostname("box").wantRunning(true));
 * }</pre>
 */
public final class PrefsEdit {
    private static final PrefsEdit NONE = new PrefsEdit(Map.of(), Optional.empty());

    private final Map<String, Setting> settings;
    private final Optional<String> reason;

    /** How a setting is written, whether it is other than the zero value, and its mask where that is not a plain flag. */
    private record Setting(
            Consumer<JsonOut> write,
            boolean visible,
            @Nullable Consumer<JsonOut> mask) {}

    private PrefsEdit(Map<String, Setting> settings, Optional<String> reason) {
        this.settings = settings;
        this.reason = reason;
    }

    /**
     * Returns an edit that changes nothing.
     *
     * @return the empty edit
     */
    public static PrefsEdit none() {
        return NONE;
    }

    /**
     * Says why, for tailnets whose policy asks for it when Tailscale is stopped.
     *
     * @param why the reason, free text
     * @return a new edit
     */
    public PrefsEdit reason(String why) {
        return new PrefsEdit(settings, Optional.of(why));
    }

    /**
     * Connects the device, or turns Tailscale off. Turning it off cuts every connection through the tailnet.
     *
     * @param on whether the device shall be connected
     * @return a new edit
     */
    public PrefsEdit wantRunning(boolean on) {
        return flag("WantRunning", on);
    }

    /**
     * Sets the host name, from which the device's DNS name is made. A changed DNS name breaks what refers to the old one.
     *
     * @param name the name, or an empty string for the system's
     * @return a new edit
     */
    public PrefsEdit hostname(String name) {
        return text("Hostname", name);
    }

    /**
     * Accepts or ignores the subnet routes of other devices.
     *
     * @param accept whether to accept them
     * @return a new edit
     */
    public PrefsEdit routeAll(boolean accept) {
        return flag("RouteAll", accept);
    }

    /**
     * Sends all other traffic through an exit node, or through none any more.
     *
     * @param node the node, or {@code StableNodeId.of("")} for none
     * @return a new edit
     */
    public PrefsEdit exitNodeId(StableNodeId node) {
        return text("ExitNodeID", node.value()).text("ExitNodeIP", "").text("AutoExitNode", "");
    }

    /**
     * Sends all other traffic through an exit node, named by its address.
     *
     * @param node the node's address
     * @return a new edit
     */
    public PrefsEdit exitNodeIp(IpAddress node) {
        return text("ExitNodeID", "").text("ExitNodeIP", node.value()).text("AutoExitNode", "");
    }

    /**
     * Lets the daemon choose the exit node.
     *
     * @return a new edit
     */
    public PrefsEdit autoExitNode() {
        return text("ExitNodeID", "").text("ExitNodeIP", "").text("AutoExitNode", "any");
    }

    /**
     * Keeps the local network reachable while an exit node is used.
     *
     * @param allow whether to
     * @return a new edit
     */
    public PrefsEdit exitNodeAllowLanAccess(boolean allow) {
        return flag("ExitNodeAllowLANAccess", allow);
    }

    /**
     * Uses or ignores the tailnet's DNS settings.
     *
     * @param use whether to use them
     * @return a new edit
     */
    public PrefsEdit corpDns(boolean use) {
        return flag("CorpDNS", use);
    }

    /**
     * Runs the Tailscale SSH server, or stops it, which cuts its sessions.
     *
     * @param run whether to run it
     * @return a new edit
     */
    public PrefsEdit runSsh(boolean run) {
        return flag("RunSSH", run);
    }

    /**
     * Runs the web client on the tailnet.
     *
     * @param run whether to run it
     * @return a new edit
     */
    public PrefsEdit runWebClient(boolean run) {
        return flag("RunWebClient", run);
    }

    /**
     * Refuses incoming connections.
     *
     * @param up whether to refuse them
     * @return a new edit
     */
    public PrefsEdit shieldsUp(boolean up) {
        return flag("ShieldsUp", up);
    }

    /**
     * Asks for tags. They are granted at the next login.
     *
     * @param tags the tags, as {@code tag:name}
     * @return a new edit
     */
    public PrefsEdit advertiseTags(List<String> tags) {
        return texts("AdvertiseTags", tags);
    }

    /**
     * Offers routes to the tailnet; the two default routes make an exit node.
     *
     * @param routes the routes, without bits beyond their length
     * @return a new edit
     */
    public PrefsEdit advertiseRoutes(List<IpPrefix> routes) {
        return texts("AdvertiseRoutes", routes.stream().map(IpPrefix::toString).toList());
    }

    /**
     * Hosts Tailscale Services on this device.
     *
     * @param services their names, as {@code svc:name}
     * @return a new edit
     */
    public PrefsEdit advertiseServices(List<String> services) {
        return texts("AdvertiseServices", services);
    }

    /**
     * Sets whether the network map is kept in step.
     *
     * @param sync whether to
     * @return a new edit
     */
    public PrefsEdit sync(boolean sync) {
        return flag("Sync", sync);
    }

    /**
     * Lets a subnet router keep source addresses.
     *
     * @param keep whether to keep them
     * @return a new edit
     */
    public PrefsEdit noSnat(boolean keep) {
        return flag("NoSNAT", keep);
    }

    /**
     * Turns stateful filtering of forwarded traffic off.
     *
     * @param off whether it is off
     * @return a new edit
     */
    public PrefsEdit noStatefulFiltering(boolean off) {
        return flag("NoStatefulFiltering", off);
    }

    /**
     * Sets how far the daemon manages the packet filter of Linux.
     *
     * @param mode 0 off, 1 no divert, 2 on
     * @return a new edit
     */
    public PrefsEdit netfilterMode(int mode) {
        return with("NetfilterMode", new Setting(out -> out.field("NetfilterMode", mode), mode != 0, null));
    }

    /**
     * Sets which packet filter of Linux is used.
     *
     * @param kind {@code iptables}, {@code nftables}, or an empty string for the daemon's choice
     * @return a new edit
     */
    public PrefsEdit netfilterKind(String kind) {
        return text("NetfilterKind", kind);
    }

    /**
     * Lets a system user change settings and fetch certificates.
     *
     * @param user the user's name, or an empty string for none but root
     * @return a new edit
     */
    public PrefsEdit operatorUser(String user) {
        return text("OperatorUser", user);
    }

    /**
     * Names the profile.
     *
     * @param name the name
     * @return a new edit
     */
    public PrefsEdit profileName(String name) {
        return text("ProfileName", name);
    }

    /**
     * Sets how updates are treated.
     *
     * @param check whether to look for them
     * @param apply whether to install them
     * @return a new edit
     */
    public PrefsEdit autoUpdate(boolean check, boolean apply) {
        return with(
                "AutoUpdate",
                new Setting(
                        out -> out.object(
                                "AutoUpdate", o -> o.field("Check", check).field("Apply", apply)),
                        true,
                        out -> out.object(
                                "AutoUpdateSet", o -> o.field("CheckSet", true).field("ApplySet", true))));
    }

    /**
     * Offers this device as an app connector.
     *
     * @param advertise whether to
     * @return a new edit
     */
    public PrefsEdit appConnector(boolean advertise) {
        return with(
                "AppConnector",
                new Setting(out -> out.object("AppConnector", o -> o.field("Advertise", advertise)), true, null));
    }

    /**
     * Reports the device's posture to the control plane.
     *
     * @param report whether to
     * @return a new edit
     */
    public PrefsEdit postureChecking(boolean report) {
        return flag("PostureChecking", report);
    }

    /**
     * Lets the device be configured from afar. Since daemon 1.102.
     *
     * @param allow whether to
     * @return a new edit
     */
    public PrefsEdit remoteConfig(boolean allow) {
        return flag("RemoteConfig", allow);
    }

    /**
     * Runs a peer relay.
     *
     * @param port its port, or 0 for any
     * @return a new edit
     */
    public PrefsEdit relayServerPort(int port) {
        return with("RelayServerPort", new Setting(out -> out.field("RelayServerPort", port), true, null));
    }

    /**
     * Stops the peer relay.
     *
     * @return a new edit
     */
    public PrefsEdit noRelayServer() {
        return with("RelayServerPort", new Setting(out -> out.field("RelayServerPort", (String) null), false, null));
    }

    /**
     * Sets fixed endpoints of the peer relay.
     *
     * @param endpoints the endpoints, as {@code ip:port}
     * @return a new edit
     */
    public PrefsEdit relayServerStaticEndpoints(List<String> endpoints) {
        return texts("RelayServerStaticEndpoints", endpoints);
    }

    private PrefsEdit flag(String name, boolean value) {
        return with(name, new Setting(out -> out.field(name, value), value, null));
    }

    private PrefsEdit text(String name, String value) {
        Objects.requireNonNull(value, name);
        return with(name, new Setting(out -> out.field(name, value), !value.isEmpty(), null));
    }

    private PrefsEdit texts(String name, List<String> values) {
        List<String> copy = List.copyOf(values);
        return with(name, new Setting(out -> out.field(name, copy), !copy.isEmpty(), null));
    }

    private PrefsEdit with(String name, Setting setting) {
        Map<String, Setting> more = new LinkedHashMap<>(settings);
        more.put(name, setting);
        return new PrefsEdit(more, reason);
    }

    Optional<String> reason() {
        return reason;
    }

    byte[] toJson() {
        return JsonOut.object(out -> settings.forEach((name, setting) -> {
            setting.write().accept(out);
            if (setting.mask() == null) {
                out.field(name + "Set", true);
            } else {
                setting.mask().accept(out);
            }
        }));
    }

    /** The daemon takes this one when it starts only, see {@link StartOptions}. */
    PrefsEdit controlUrl(String url) {
        return text("ControlURL", url);
    }

    PrefsEdit loggedOut(boolean is) {
        return flag("LoggedOut", is);
    }

    boolean isNamed(String setting) {
        return settings.containsKey(setting);
    }

    /** Returns whole settings with this edit made. What belongs to the login is left out: it is not for sending back. */
    byte[] over(Json settingsBefore) {
        Map<String, Json> rest = JsonIn.read(settingsBefore.utf8(), "prefs", in -> in.map(JsonIn::raw));
        return JsonOut.object(out -> {
            rest.forEach((name, value) -> {
                if (!settings.containsKey(name) && !name.equals("Config")) {
                    out.field(name, value);
                }
            });
            settings.values().forEach(setting -> setting.write().accept(out));
        });
    }

    /** A mask that a daemon does not know is ignored without a word: what should show in the result and does not was ignored. */
    List<String> ignoredIn(Json result) {
        List<String> ignored = new ArrayList<>();
        settings.forEach((name, setting) -> {
            boolean resolved = name.equals("ExitNodeIP") || name.equals("AutoExitNode");
            if (setting.visible() && !resolved && result.at(name).isEmpty()) {
                ignored.add(name);
            }
        });
        return ignored;
    }

    /**
     * Returns the edit as it is sent.
     *
     * @return JSON
     */
    @Override
    public String toString() {
        return new String(toJson(), StandardCharsets.UTF_8);
    }
}
