"""A small lexicon of actors, as files."""

from pathlib import Path

FILES = {
    "actors.csv": "actor,name_en,name_fr,type,parent\nRUS,Russia,Russie,state,\n"
    "mzk,Zakharova,Zakharova,person,RUS\n"
    "GBR,United Kingdom,Royaume-Uni,state,\nUN,United Nations,Nations unies,organisation,\n",
    "aliases.csv": "alias,actor,kind,case,note\nRussie,RUS,name,false,\nrusse,RUS,demonym,false,\n"
    "Moscou,RUS,metonym,false,\nporte-parole russe,mzk,role,false,\nLondres,GBR,metonym,false,\n"
    "Onu,UN,name,false,\nNations unies,UN,name,false,\nEST,UN,name,true,\n",
    "not_actors.csv": "phrase,note\ntraité de Moscou,a treaty\n",
}


def write_lexicon(folder: Path) -> Path:
    for name, content in FILES.items():
        (folder / name).write_text(content)
    return folder


def replace(folder, name, old, new):
    path = folder / name
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
