// Stands between an editor and the clangd of this very process, which reads and writes pipes instead of the editor's streams.
#pragma once

namespace ringfence::clangd {

/// From here on standard input and output of this process are clangd's end of the pipes, and units are checked beside it. What
/// is on its way to the editor when the process ends is still delivered.
bool begin_session();

/// Nothing is checked any more when it returns. To be called when clangd has come to its end, before the process does.
void end_session();

}  // namespace ringfence::clangd
