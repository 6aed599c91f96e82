package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code events { on <event> <handler> … }}: what is done where something happens; the handlers are plugins. */
public final class EventsOption {

    /** The event, such as {@code cert_obtained}; {@code *} for all. */
    public static final Slot<Argument> EVENT = new Slot<>(0, "event", Values.verbatim());
    /** A handler. */
    public static final Setting<Directive> ON = Setting.line("on", Shape.choose(Choice.byWord(1, "events.handlers")));
    /** The option. */
    public static final Setting<Directive> EVENTS =
            Setting.line("events", Shape.of().ignoringMoreAndBlock().block(ON));

    private EventsOption() {}
}
