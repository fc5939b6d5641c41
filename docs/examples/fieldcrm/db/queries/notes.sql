-- Notes have no organization of their own: their deal has.

-- name: NotesOfDeal :many
SELECT n.id, n.body, n.pinned, u.full_name AS author
FROM notes n
JOIN deals d ON d.id = n.deal_id
JOIN users u ON u.id = n.author_id
WHERE d.org_id = @org_id AND d.id = @deal_id
ORDER BY n.pinned DESC, n.created_at DESC;

-- name: NotesByDealId :many
SELECT n.id, n.body
FROM notes n -- expect: tenant-id-only-lookup
WHERE n.deal_id = @deal_id;

-- name: GetNote :one
SELECT n.id, n.body
FROM notes n
WHERE n.id = @id AND EXISTS (SELECT 1 FROM deals d WHERE d.id = n.deal_id AND d.org_id = @org_id);

-- The deal of the subquery is not the note's.
-- name: GetNoteWhereAnyDeal :one
SELECT n.id, n.body
FROM notes n -- expect: tenant-id-only-lookup
WHERE n.id = @id AND EXISTS (SELECT 1 FROM deals d WHERE d.org_id = @org_id);

-- name: AddNote :one
INSERT INTO notes (deal_id, author_id, body)
SELECT d.id, @author_id, @body
FROM deals d
WHERE d.id = @deal_id AND d.org_id = @org_id
RETURNING id;

-- name: AddNoteToDeal :one
INSERT INTO notes (deal_id, author_id, body) -- expect: tenant-missing-on-insert
VALUES (@deal_id, @author_id, @body)
RETURNING id;

-- name: PinNote :exec
UPDATE notes n
SET pinned = true
FROM deals d
WHERE d.id = n.deal_id AND d.org_id = @org_id AND n.id = @id;

-- name: EditNote :exec
UPDATE notes -- expect: tenant-id-only-lookup
SET body = @body
WHERE id = @id;

-- name: DeleteNote :exec
DELETE FROM notes
WHERE id = @id AND deal_id IN (SELECT id FROM deals WHERE org_id = @org_id);

-- The other way round: notes of everybody else's deals.
-- name: DeleteNotesOfOthers :exec
DELETE FROM notes -- expect: tenant-id-only-lookup
WHERE id = @id AND deal_id NOT IN (SELECT id FROM deals WHERE org_id = @org_id);

-- name: AttachmentsOfNote :many
SELECT a.id, a.file_name, a.bytes FROM attachments a WHERE a.note_id = @note_id AND a.org_id = @org_id;

-- An id that cannot be guessed is still an id.
-- name: DownloadAttachment :one
SELECT a.file_name, a.storage_key
FROM attachments a -- expect: tenant-id-only-lookup
WHERE a.id = @id;
