// Starts `briefings lsp` for each folder that has dossiers, and hands what the editor asks to it.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

/** The clients by the folder that they serve. */
const clients = new Map();

/** The program: the one that is set, else that of the folder's own environment, else the one on the PATH. */
function program(folder, named) {
  if (named) return named;
  const own = ["bin/briefings", "Scripts/briefings.exe"].map((name) => path.join(folder, ".venv", name));
  return own.find((file) => fs.existsSync(file)) ?? "briefings";
}

/** What is run for a folder, as VS Code's client takes it. */
function server(folder, settings) {
  const texts = settings.get("texts");
  const args = ["lsp", "--root", folder, ...(texts ? ["--texts", texts] : [])];
  return { command: program(folder, settings.get("command")), args, options: { cwd: folder } };
}

async function start(workspaceFolder) {
  const folder = workspaceFolder.uri.fsPath;
  if (clients.has(folder) || !fs.existsSync(path.join(folder, "briefings"))) return;
  const settings = vscode.workspace.getConfiguration("briefings", workspaceFolder.uri);
  const documentSelector = ["briefings", "seeds"].map((name) => ({
    scheme: "file",
    pattern: `${folder.replaceAll("\\", "/")}/${name}/*`,
  }));
  const client = new LanguageClient("briefings", "Briefings", server(folder, settings), {
    documentSelector,
    workspaceFolder,
  });
  clients.set(folder, client);
  try {
    await client.start();
  } catch (error) {
    clients.delete(folder);
    vscode.window.showErrorMessage(
      `Briefings: the language server did not start (${error.message}). Run \`make site\` in the folder, or set \`briefings.command\`.`
    );
  }
}

async function stop(folder) {
  const client = clients.get(folder);
  clients.delete(folder);
  if (client) await client.stop();
}

async function activate(context) {
  const startAll = () => Promise.all((vscode.workspace.workspaceFolders ?? []).map(start));
  context.subscriptions.push(
    vscode.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
      await Promise.all(removed.map((folder) => stop(folder.uri.fsPath)));
      await Promise.all(added.map(start));
    }),
    vscode.commands.registerCommand("briefings.restart", async () => {
      await Promise.all([...clients.keys()].map(stop));
      await startAll();
    })
  );
  await startAll();
}

const deactivate = () => Promise.all([...clients.keys()].map(stop));

module.exports = { activate, deactivate, program, server };
