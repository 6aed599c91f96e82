package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * One message of the bus. It tells what has changed, and of that the new whole: what is null or empty here stays as it was. A message that says nothing is
 * legal.
 *
 * <p>Mirrors {@code ipn.Notify}.
 *
 * @param version the daemon's version
 * @param sessionId the id of this watch, in its first message, or empty
 * @param errMessage a failure for people, of a login, or the reason why the daemon ends this watch; or null
 * @param loginFinished whether a login has just ended well
 * @param state the state of the daemon, or null
 * @param prefs the settings, or null
 * @param selfChange the device itself, or null; since daemon 1.100
 * @param initialStatus the status that the changes build on, in the first message, or null; since daemon 1.100
 * @param peerChangedPatch narrow changes of peers
 * @param peersChanged peers that are new, or replace those of the same id; the device itself may be among them
 * @param peersRemoved peers that are gone
 * @param userProfiles users whom this message needs and no earlier one told
 * @param peerState how the tunnels to some peers stand; since daemon 1.102
 * @param engine traffic, or null
 * @param browseToUrl an address to open in a browser now, or null; check its scheme before opening it
 * @param filesWaiting whether files wait in the inbox
 * @param incomingFiles all files that are arriving: empty once they are here, null where nothing is said of them
 * @param outgoingFiles all files that are being sent, or null
 * @param localTcpPort on macOS, the port of the LocalAPI, or 0
 * @param clientVersion what is known of updates, or null
 * @param driveShares all shared folders, or null
 * @param health all problems, or null
 * @param suggestedExitNode the exit node to offer, or null
 * @param policy the policy of the system, or null; since daemon 1.102
 * @param netMap the whole network map, of a daemon before 1.104, or null; upstream promises nothing of its shape
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record Notify(
        String version,
        String sessionId,
        @Nullable String errMessage,
        boolean loginFinished,
        @Nullable BackendState state,
        @Nullable Prefs prefs,
        @Nullable Node selfChange,
        @Nullable Status initialStatus,
        List<PeerChange> peerChangedPatch,
        List<Node> peersChanged,
        List<NodeId> peersRemoved,
        Map<UserId, UserProfile> userProfiles,
        Map<StableNodeId, PeerState> peerState,
        @Nullable EngineStatus engine,
        @Nullable String browseToUrl,
        boolean filesWaiting,
        @Nullable List<PartialFile> incomingFiles,
        @Nullable List<OutgoingFile> outgoingFiles,
        int localTcpPort,
        @Nullable ClientVersion clientVersion,
        @Nullable List<DriveShare> driveShares,
        @Nullable HealthState health,
        @Nullable StableNodeId suggestedExitNode,
        @Nullable Json policy,
        @Nullable Json netMap,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public Notify {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Notify parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "Notify.parse", Notify::read);
    }

    static Notify read(JsonIn in) {
        return read(in, null);
    }

    /** Reads one, and adds the names of fields that this version does not know, and that are not null, to a list. */
    static Notify read(JsonIn in, @Nullable List<String> unknown) {
        int mark = in.mark();
        in.beginObject();
        String version = "";
        String sessionId = "";
        @Nullable String errMessage = null;
        boolean loginFinished = false;
        @Nullable BackendState state = null;
        @Nullable Prefs prefs = null;
        @Nullable Node selfChange = null;
        @Nullable Status initialStatus = null;
        List<PeerChange> peerChangedPatch = List.of();
        List<Node> peersChanged = List.of();
        List<NodeId> peersRemoved = List.of();
        Map<UserId, UserProfile> userProfiles = Map.of();
        Map<StableNodeId, PeerState> peerState = Map.of();
        @Nullable EngineStatus engine = null;
        @Nullable String browseToUrl = null;
        boolean filesWaiting = false;
        @Nullable List<PartialFile> incomingFiles = null;
        @Nullable List<OutgoingFile> outgoingFiles = null;
        int localTcpPort = 0;
        @Nullable ClientVersion clientVersion = null;
        @Nullable List<DriveShare> driveShares = null;
        @Nullable HealthState health = null;
        @Nullable StableNodeId suggestedExitNode = null;
        @Nullable Json policy = null;
        @Nullable Json netMap = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Version" -> version = in.text();
                case "SessionID" -> sessionId = in.text();
                case "ErrMessage" -> errMessage = in.textOrNull();
                case "LoginFinished" -> loginFinished = Wire.present(in);
                case "State" -> state = in.objectOrNull(BackendState::readNumber);
                case "Prefs" -> prefs = in.objectOrNull(Prefs::read);
                case "SelfChange" -> selfChange = in.objectOrNull(Node::read);
                case "InitialStatus" -> initialStatus = in.objectOrNull(Status::read);
                case "PeerChangedPatch" -> peerChangedPatch = in.list(PeerChange::read);
                case "PeersChanged" -> peersChanged = in.list(Node::read);
                case "PeersRemoved" -> peersRemoved = in.list(NodeId::read);
                case "UserProfiles" -> userProfiles = Wire.users(in);
                case "PeerState" -> peerState = Wire.peerStates(in);
                case "Engine" -> engine = in.objectOrNull(EngineStatus::read);
                case "BrowseToURL" -> browseToUrl = in.textOrNull();
                case "FilesWaiting" -> filesWaiting = Wire.present(in);
                case "IncomingFiles" -> incomingFiles = in.isNull() ? null : in.list(PartialFile::read);
                case "OutgoingFiles" -> outgoingFiles = in.isNull() ? null : in.list(OutgoingFile::read);
                case "LocalTCPPort" -> localTcpPort = in.int32();
                case "ClientVersion" -> clientVersion = in.objectOrNull(ClientVersion::read);
                case "DriveShares" -> driveShares = in.isNull() ? null : in.list(DriveShare::read);
                case "Health" -> health = in.objectOrNull(HealthState::read);
                case "SuggestedExitNode" -> suggestedExitNode = in.objectOrNull(StableNodeId::read);
                case "Policy" -> policy = in.isNull() ? null : in.raw();
                case "NetMap" -> netMap = in.isNull() ? null : in.raw();
                default -> {
                    if (unknown != null && !in.isNull()) {
                        unknown.add(field);
                    }
                    in.skip();
                }
            }
        }
        return new Notify(
                version,
                sessionId,
                errMessage,
                loginFinished,
                state,
                prefs,
                selfChange,
                initialStatus,
                peerChangedPatch,
                peersChanged,
                peersRemoved,
                userProfiles,
                peerState,
                engine,
                browseToUrl,
                filesWaiting,
                incomingFiles,
                outgoingFiles,
                localTcpPort,
                clientVersion,
                driveShares,
                health,
                suggestedExitNode,
                policy,
                netMap,
                in.rawSince(mark));
    }
}
