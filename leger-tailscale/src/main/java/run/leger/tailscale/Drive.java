package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.AccessDeniedException;
import run.leger.core.CallOptions;
import run.leger.core.NotFoundException;
import run.leger.core.TransportRequest;

/**
 * Folders shared with the tailnet. Got from {@link TailscaleClient#drive}; safe for use by many threads, and cheap to get.
 *
 * <p>All calls about shares throw {@link MissingCapabilityException} where the tailnet's policy does not let this device share.
 */
public final class Drive {
    private static final String SHARES = "drive/shares";

    private final LocalApi api;
    private final CallOptions options;

    Drive(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }

    /**
     * Returns the shares.
     *
     * <p>Right: none, but the node capability {@code drive:share}. Upstream: not promised. {@code GET drive/shares}. Mirrors {@code DriveShareList}.
     *
     * @return the shares, by name; empty where there are none
     */
    @Endpoint(path = "drive/shares", right = Right.NONE, stability = Stability.UNSTABLE)
    public List<DriveShare> shareList() {
        try {
            return api.call(LocalApi.get(SHARES), options.orElse(LocalApi.DEFAULTS), in -> in.list(DriveShare::read));
        } catch (AccessDeniedException e) {
            throw explained(e);
        }
    }

    /**
     * Shares a folder, or changes the share of that name. On systems where the daemon can, it reads the folder as the caller's user, whatever the
     * share says.
     *
     * <p>Right: none, but the node capability {@code drive:share}. Upstream: not promised. {@code PUT drive/shares}. Mirrors {@code DriveShareSet}.
     *
     * <p>Can break: nothing but a share of that name, which then is of another folder. It lets others of the tailnet read the folder, as its policy
     * allows.
     *
     * @param share the share, see {@link DriveShare#of}
     * @throws run.leger.core.BadRequestException if the folder is none
     * @throws IllegalArgumentException if the name is none
     */
    @Endpoint(method = "PUT", path = "drive/shares", right = Right.NONE, stability = Stability.UNSTABLE)
    public void shareSet(DriveShare share) {
        DriveShare.checkName(share.name());
        send(LocalApi.of("PUT", SHARES, share.raw().utf8()));
    }

    /**
     * Gives a share another name.
     *
     * <p>Right: none, but the node capability {@code drive:share}. Upstream: not promised. {@code POST drive/shares}. Mirrors {@code
     * DriveShareRename}.
     *
     * <p>Can break: who has the share open by its old name.
     *
     * @param from its name
     * @param to its new name
     * @throws NotFoundException if there is no such share
     * @throws run.leger.core.BadRequestException if there is a share of the new name
     * @throws IllegalArgumentException if one of the names is none
     */
    @Endpoint(method = "POST", path = "drive/shares", right = Right.NONE, stability = Stability.UNSTABLE)
    public void shareRename(String from, String to) {
        // Neither needs an escape: letters, digits, space, underscore and parentheses are all there is.
        String names = "[\"" + DriveShare.checkName(from) + "\",\"" + DriveShare.checkName(to) + "\"]";
        send(LocalApi.of("POST", SHARES, names.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Stops sharing a folder, which stays as it is.
     *
     * <p>Right: none, but the node capability {@code drive:share}. Upstream: not promised. {@code DELETE drive/shares}. Mirrors {@code
     * DriveShareRemove}.
     *
     * <p>Can break: who has the share open.
     *
     * @param name the share's name
     * @throws NotFoundException if there is no such share
     * @throws IllegalArgumentException if the name is none
     */
    @Endpoint(method = "DELETE", path = "drive/shares", right = Right.NONE, stability = Stability.UNSTABLE)
    public void shareRemove(String name) {
        send(LocalApi.of("DELETE", SHARES, DriveShare.checkName(name).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Tells the daemon where a file server of this user's session is, for desktop programs that run in a sandbox.
     *
     * <p>Right: none. Upstream: not promised. {@code PUT drive/fileserver-address}. Mirrors {@code DriveSetServerAddr}.
     *
     * <p>Can break: all shares of this device, where nobody serves files there.
     *
     * @param address {@code host:port}; the daemon does not check it
     */
    @Endpoint(method = "PUT", path = "drive/fileserver-address", right = Right.NONE, stability = Stability.UNSTABLE)
    public void setServerAddr(String address) {
        send(LocalApi.of("PUT", "drive/fileserver-address", address.getBytes(StandardCharsets.UTF_8)));
    }

    private void send(TransportRequest request) {
        try {
            api.body(request, options.orElse(LocalApi.DEFAULTS));
        } catch (AccessDeniedException e) {
            throw explained(e);
        }
    }

    private static AccessDeniedException explained(AccessDeniedException e) {
        return e.serverMessage().contains("drive:share")
                ? new MissingCapabilityException(
                        e,
                        "drive:share",
                        "give this device the node attribute \"drive:share\" in the tailnet's policy file (nodeAttrs)")
                : e;
    }
}
