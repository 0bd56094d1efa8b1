"""Italian nouns by gender, and beginnings that take "uno"."""

from __future__ import annotations

import re

FEMININE = re.compile(r"(?:[zsg]ion[ei]|tà|tù|tric[ei]|udin[ei]|[^m]a|ie|[^ig]e)$")
FEMININE_NOUNS = frozenset(
    "notte notti parte parti classe classi chiave chiavi voce voci luce luci croce croci mano mani legge leggi gente "
    "madre madri moglie mogli carne carni nave navi rete reti sede sedi base basi frase frasi fase fasi serie specie "
    "canzone canzoni arte arti fonte fonti morte morti vite moto foto auto radio crisi tesi ipotesi analisi sintesi "
    "oasi chiesa forma forme firma firme norma norme arma somma somme fiamma lacrima piattaforma squadra gamma mamma "
    "dama cima rima lama piuma riforma chiamata immagine immagini origine torre torri valle valli pelle febbre fede "
    "neve pace superficie volte vittima vittime mente corte fine sera persona".split()
)
MASCULINE_NOUNS = frozenset(
    "trimestre semestre quadrimestre "
    "giorno problema sistema programma tema clima cinema poeta pianeta artista atleta collega papa panorama dramma "
    "diploma schema fantasma mese mesi paese paesi anno anni cane cani pane fiume monte ponte mare sole nome nomi "
    "cuore colore fiore dottore signore padre re piede piedi dente denti bicchiere bicchieri cameriere quartiere "
    "mestiere esame esami limite punto mille milione milioni miliardo miliardi bilione bilioni euro minuto secondo "
    "litro grammo chilo metro chilometro dollaro gol bar film computer hotel sport bus tram cliente studente "
    "insegnante cantante "
    "presidente agente dirigente concorrente abitante partecipante gigante elefante ristorante istante volante "
    "brillante diamante colonnello generale canale ospedale giornale animale ufficiale segnale locale tribunale "
    "finale male sale piazzale viale stivale maiale numero colle sapone balcone pallone limone bastone portone "
    "cartone padrone campione".split()
)
IMPURE = re.compile(r"(?:s[bcdfglmnpqrtvz]|z|gn|ps|pn|x|y|i[aeou])", re.IGNORECASE)
