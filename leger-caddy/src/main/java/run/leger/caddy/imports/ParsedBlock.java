package run.leger.caddy.imports;

import java.util.List;

/**
 * What Caddy's block parser makes of a section.
 *
 * @param keys the tokens before the block, without commas; the name of a named route
 * @param segments the tokens of each directive; those of a named route in one, from its opening brace on
 * @param isRoute whether it is a named route
 */
record ParsedBlock(List<Word> keys, List<List<Word>> segments, boolean isRoute) {}
