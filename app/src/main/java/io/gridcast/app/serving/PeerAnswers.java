package io.gridcast.app.serving;

/**
 * Answers to another instance.
 *
 * @param bytes packed as it reads them
 * @param staleRecords by how many records they are behind at most, −1 where that is not known
 */
public record PeerAnswers(byte[] bytes, long staleRecords) {}
