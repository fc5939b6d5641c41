// Starts `ringfence lsp` for .sql files and ringfence.toml, and ringfence-clangd for C and C++ where it is asked for.
'use strict';

const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

const clients = [];
const manuals = new Map();
const changed = new vscode.EventEmitter();

// A page of the manual as a document of its own, shown as Markdown.
async function showManual(page) {
  if (!page || !page.markdown) return;
  const uri = vscode.Uri.parse(`ringfence:${page.rule}.md`);
  manuals.set(uri.toString(), page.markdown);
  changed.fire(uri);
  await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
}

function sqlClient(settings) {
  const run = { command: settings.get('path'), args: ['lsp'] };
  return new LanguageClient('ringfence', 'ringfence', { run, debug: run }, {
    documentSelector: [{ scheme: 'file', language: 'sql' }, { scheme: 'file', pattern: '**/*.sql' },
                       { scheme: 'file', pattern: '**/ringfence.toml' }],
    initializationOptions: { showsManual: true, baseline: settings.get('baseline') },
    middleware: {
      executeCommand: async (command, given, next) => {
        const answer = await next(command, given);
        if (command === 'ringfence.explain') await showManual(answer);
        return answer;
      },
    },
  });
}

function cppClient(settings) {
  const run = { command: settings.get('clangd.path'), args: settings.get('clangd.arguments') };
  return new LanguageClient('ringfence-clangd', 'ringfence-clangd', { run, debug: run }, {
    documentSelector: ['c', 'cpp', 'cuda-cpp', 'objective-c', 'objective-cpp'].map((language) => ({ scheme: 'file', language })),
  });
}

async function start() {
  const settings = vscode.workspace.getConfiguration('ringfence');
  clients.push(sqlClient(settings));
  if (settings.get('clangd.enable')) clients.push(cppClient(settings));
  // One that is not installed must not keep the other from starting: the client says itself what went wrong.
  await Promise.allSettled(clients.map((client) => client.start()));
}

async function stop() {
  await Promise.allSettled(clients.splice(0).map((client) => client.stop()));
}

async function activate(context) {
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider('ringfence', {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => manuals.get(uri.toString()) || '',
    }),
    vscode.commands.registerCommand('ringfence.restart', async () => {
      await stop();
      await start();
    }),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (!event.affectsConfiguration('ringfence')) return;
      await stop();
      await start();
    }));
  await start();
}

module.exports = { activate, deactivate: stop };
