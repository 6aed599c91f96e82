package run.leger.core;

import java.util.OptionalLong;

/**
 * Who is on the other side of a Unix socket, by the kernel's word: the process that listens there now, or that listened when the connection was
 * made.
 *
 * @param user the operating-system user, by name, or by number as text where no name is known
 * @param uid the user's number, where it is known: always with junixsocket; with the JDK for root, for a user without a name, for this
 *     process's own user, and for the owner of the socket
 * @param pid the process, with junixsocket only
 */
public record UnixPeer(String user, OptionalLong uid, OptionalLong pid) {}
