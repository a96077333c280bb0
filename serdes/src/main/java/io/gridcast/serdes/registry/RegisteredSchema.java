package io.gridcast.serdes.registry;

/**
 * One version of a subject.
 *
 * @param version 1, 2, … within the subject
 * @param id of the text, the same under every subject that has it
 * @param text the schema as JSON
 */
public record RegisteredSchema(String subject, int version, int id, String text) {}
