/** Shell completion, written from the commands themselves. */
import type { Command } from 'commander';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

interface Words {
  readonly path: string;
  readonly description: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly {
    readonly long: string;
    readonly description: string;
    readonly choices: readonly string[];
  }[];
}

function collect(command: Command, path: string): Words[] {
  const commands = command.commands.map((c) => ({ name: c.name(), description: c.description() }));
  const options = command.options.flatMap((o) =>
    o.long && !o.hidden ? [{ long: o.long, description: o.description, choices: o.argChoices ?? [] }] : [],
  );
  return [
    { path, description: command.description(), commands, options },
    ...command.commands.flatMap((c) => collect(c, `${path} ${c.name()}`.trim())),
  ];
}

const single = (s: string): string => `'${s.replaceAll("'", `'\\''`)}'`;

function bash(all: readonly Words[]): string {
  const cases = all.map((w) => {
    const words = [...w.commands.map((c) => c.name), ...w.options.map((o) => o.long), '--help'];
    return `    ${single(w.path)}) words=${single(words.join(' '))} ;;`;
  });
  const values = all.flatMap((w) =>
    w.options
      .filter((o) => o.choices.length > 0)
      .map((o) => `    ${single(`${w.path} ${o.long}`.trim())}) words=${single(o.choices.join(' '))} ;;`),
  );
  return `_finops_gate() {
  local word path='' words='' previous=''
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in
      -*) ;;
      *) case " ${all.flatMap((w) => w.commands.map((c) => c.name)).join(' ')} " in *" $word "*) path="\${path:+$path }$word" ;; esac ;;
    esac
    previous="$word"
  done
  case "$path" in
${cases.join('\n')}
  esac
  case "$path $previous" in
${values.join('\n')}
    *' --config' | *' --output' | *' --baseline' | *' --inventory' | *' --billing' | *' --from') COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}")); return ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _finops_gate finops-gate
`;
}

const zsh = (all: readonly Words[]): string => `#compdef finops-gate
autoload -U +X bashcompinit && bashcompinit
${bash(all)}`;

function fish(all: readonly Words[]): string {
  const seen = (path: string): string =>
    path === ''
      ? '__fish_use_subcommand'
      : path
          .split(' ')
          .map((p) => `__fish_seen_subcommand_from ${p}`)
          .join('; and ');
  return `${[
    'complete -c finops-gate -f',
    ...all.flatMap((w) => [
      ...w.commands.map(
        (c) =>
          `complete -c finops-gate -n ${single(seen(w.path))} -a ${single(c.name)} -d ${single(c.description)}`,
      ),
      ...w.options.map(
        (o) =>
          `complete -c finops-gate -n ${single(seen(w.path))} -l ${single(o.long.slice(2))}${o.choices.length > 0 ? ` -xa ${single(o.choices.join(' '))}` : ''} -d ${single(o.description)}`,
      ),
    ]),
  ].join('\n')}\n`;
}

/** The script to source, e.g. `source <(finops-gate completion bash)`. */
export function completionScript(program: Command, shell: Shell): string {
  const all = collect(program, '');
  return { bash, zsh, fish }[shell](all);
}
