package run.leger.tailscale;

import run.leger.core.Json;
import run.leger.core.MalformedReplyException;

/**
 * A value of a capability that does not fit the type it was to be read as.
 *
 * @param capability the capability's name
 * @param index its place among the capability's values, from 0
 * @param value the value as it was received
 * @param why what does not fit, and where; its cause is what the type's own constructor threw, where it did
 */
public record MalformedGrant(String capability, int index, Json value, MalformedReplyException why) {}
